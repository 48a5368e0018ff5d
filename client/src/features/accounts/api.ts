import type { Instant } from '@careconnect/domain/event.ts';
import type { UserId } from '@careconnect/domain/ids.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Page, Position } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Certified } from '../../personal-data/api.ts';

export type User = {
  userId: UserId;
  role: Role;
  name: string;
  email: string;
  emailVerified: boolean;
  active: boolean;
  erased: boolean;
  secondFactor: boolean;
  registeredAt: Instant;
};

type Invitation = { userId: UserId; email: string; name: string; role: 'ADMIN' | 'AUDITOR' };

const accounts = api.injectEndpoints({
  endpoints: (build) => ({
    users: build.infiniteQuery<Page<User>, Role | undefined, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: role, pageParam }) => ({
        url: 'queries/users',
        params: { role, after: pageParam || undefined, limit: 20 },
      }),
      providesTags: ['User'],
    }),
    user: build.query<User, UserId>({
      query: (userId) => ({ url: `queries/users/${userId}` }),
      providesTags: ['User'],
    }),
    /** Not a query: addresses are no part of what is remembered or logged. */
    findByEmail: build.mutation<{ userId: UserId }, string>({
      query: (email) => ({ url: 'commands/users/by-email', method: 'POST', body: { email } }),
    }),
    invite: build.mutation<{ userId: UserId; position: Position }, Invitation>({
      query: ({ userId, ...body }) => ({ url: `commands/invitations/${userId}`, method: 'PUT', body }),
      invalidatesTags: ['User'],
    }),
    eraseUser: build.mutation<Certified, UserId>({
      query: (userId) => ({ url: `commands/users/${userId}/erasure`, method: 'POST' }),
      invalidatesTags: ['User'],
    }),
    letIn: build.mutation<{ position: Position }, { userId: UserId; active: boolean }>({
      query: ({ userId, active }) => ({
        url: `commands/users/${userId}/${active ? 'reactivation' : 'deactivation'}`,
        method: 'POST',
        body: {},
      }),
      invalidatesTags: ['User'],
    }),
  }),
});

export const {
  useUsersInfiniteQuery,
  useUserQuery,
  useFindByEmailMutation,
  useInviteMutation,
  useLetInMutation,
  useEraseUserMutation,
} = accounts;
