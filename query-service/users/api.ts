import { roles } from '@careconnect/domain/user/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, instant, named, object, oneOf, type Shape, text, yesOrNo } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { user, users } from './users.ts';

const oneUser: Shape<Answered<typeof user>> = named(
  'User',
  object({
    userId: id,
    role: oneOf(...roles),
    name: text(),
    email: text(),
    emailVerified: yesOrNo(),
    active: yesOrNo('Whether the account may sign in.'),
    erased: yesOrNo('Whether nothing is known any more of whose account it was.'),
    secondFactor: yesOrNo('Whether signing in takes a code besides the password.'),
    registeredAt: instant,
  }),
);
const userPage: Shape<Answered<typeof users>> = page(oneUser);

export const userApi: Chapter = {
  title: 'Accounts',
  text: 'For admins.',
  routes: {
    'GET /queries/users': {
      id: 'listUsers',
      summary: 'All accounts, or those of one role',
      answers: answer('Latest registered first.', userPage),
    },
    'GET /queries/users/:userId': {
      id: 'showUser',
      summary: 'One account',
      detail:
        'Whoever knows the address alone asks `findUserByEmail` for the id: addresses are not written into addresses.',
      answers: answer('The account.', oneUser),
      refuses: ['not-found'],
    },
  },
};
