import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { MailBox } from './mail-box.ts';

export type SmtpServing = { port: number; stop(): Promise<void> };

const largestMail = 10 * 1024 * 1024;

/** Takes mail for anybody and delivers none of it; only this machine can reach it. Port 0 takes a free one. */
export const serveSmtp = async (box: MailBox, port: number): Promise<SmtpServing> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    closeTimeout: 500,
    onData: (stream, _session, answer) => {
      received(stream)
        .then((raw) => box.put(raw))
        .then(
          () => answer(),
          (error: Error) => answer(error),
        );
    },
  });
  // A client that goes away in the middle is no reason to stop.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const received = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) if (!stream.sizeExceeded) parts.push(part as Buffer);
  if (stream.sizeExceeded) throw Object.assign(new Error('The mail is too large.'), { responseCode: 552 });
  return Buffer.concat(parts);
};
