import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import helmet from 'helmet';

/** The built client: files whose names hold their content's hash are kept for ever, the page itself is always asked for. */
export const builtClient = (folder: string): RequestHandler => {
  const router = Router();
  router.use(pageHeaders());
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  router.use(express.static(folder, { index: false, cacheControl: false }));
  // Every address that is no file is a page of the client, which knows its own.
  router.get('/{*path}', (req, res, next) => {
    if (!req.accepts('html')) return next();
    res.set('Cache-Control', 'no-cache');
    const page = join(folder, 'index.html');
    if (existsSync(page)) res.sendFile('index.html', { root: folder });
    else res.status(503).type('text').send('The client is not built yet: npm start builds it.\n');
  });
  return router;
};

const pageHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // The gateway says so, if browsers can be told.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
