import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Response } from 'express';
import type { Parts } from '../container.ts';
import { Asked } from '../reading/requests.ts';
import { personalDataOf } from './export.ts';

export const personalDataRoutes = ({ routes, pool, vault, seen, clock }: Parts): void => {
  const download = async (res: Response, userId: string): Promise<void> => {
    const text = await personalDataOf({ pool, vault }, userId, clock());
    if (!text) throw notFound();
    res.attachment(`careconnect-${userId}.json`).type('application/json');
    await pipeline(Readable.from(text), res);
  };

  routes.get(
    '/queries/me/personal-data',
    allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'),
    query(Asked),
    seen('clinic', 'journal'),
    async (req, res) => download(res, req.actor.userId),
  );

  routes.get(
    '/queries/users/:userId/personal-data',
    allow('ADMIN'),
    params({ userId: 'id' }),
    query(Asked),
    seen('clinic', 'journal'),
    async (req, res) => download(res, req.params.userId),
  );
};
