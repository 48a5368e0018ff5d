import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { admin, type Service, startService } from '../spec/service.ts';

describe('Accounts over HTTP', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const person = (changes: object = {}) => ({
    email: `mia.${randomUUID()}@example.com`,
    name: 'Mia Silva',
    password: 'a long enough secret',
    ...changes,
  });
  const register = (userId: string, body: object) => service.ask('PUT', `/users/${userId}`, { body });
  const signIn = (email: string, password: string) => service.ask('POST', '/sessions', { body: { email, password } });
  const sameBut = ({ correlationId: _, ...body }: Record<string, unknown>) => body;

  it('registers a patient, who then signs in and may act', async () => {
    const [userId, mia] = [randomUUID(), person()];
    const registered = await register(userId, mia);
    expect([registered.status, registered.body.userId]).to.deep.equal([201, userId]);
    const { status, body } = await signIn(mia.email, mia.password);
    expect(status).to.equal(200);
    expect(body.user).to.deep.equal({ userId, role: 'PATIENT', name: 'Mia Silva' });
    expect(Date.parse(String(body.expiresAt))).to.be.within(Date.now() + 14 * 60_000, Date.now() + 16 * 60_000);
    const patient = { firstName: 'Mia', lastName: 'Silva', dateOfBirth: '2019-05-04', gender: 'FEMALE' };
    const acted = await service.ask('PUT', `/patients/${randomUUID()}`, {
      as: String(body.accessToken),
      body: patient,
    });
    expect(acted.status).to.equal(201);
  });

  it('is quiet when the same is asked again, and keeps the first password', async () => {
    const [userId, mia] = [randomUUID(), person()];
    const answers = [
      await register(userId, mia),
      await register(userId, mia),
      await register(userId, { ...mia, password: 'another long secret' }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 200, 200]);
    expect(answers[1]?.body).to.deep.equal(answers[0]?.body);
    expect((await signIn(mia.email, mia.password)).status).to.equal(200);
    expect((await signIn(mia.email, 'another long secret')).status).to.equal(401);
  });

  it('gives an address to one account, however it is spelled and however many ask at once', async () => {
    const mia = person();
    const spellings = [mia.email, mia.email.toUpperCase(), `  ${mia.email} `, mia.email, mia.email];
    const answers = await Promise.all(spellings.map((email) => register(randomUUID(), { ...mia, email })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).to.equal('email-taken');
  });

  it('does not hand an account over under its id', async () => {
    const [userId, mia] = [randomUUID(), person()];
    await register(userId, mia);
    const other = await register(userId, person());
    expect([other.status, other.body.code]).to.deep.equal([422, 'asked-differently']);
    const free = await register(randomUUID(), { ...person(), email: mia.email.replace('mia', 'leo') });
    expect(free.status).to.equal(201);
  });

  it('gives a wrong password and an unknown address the same answer', async () => {
    const mia = person();
    await register(randomUUID(), mia);
    const [wrong, unknown] = [await signIn(mia.email, 'not it at all'), await signIn(person().email, 'not it at all')];
    expect(wrong.status).to.equal(401);
    expect(wrong.body.code).to.equal('bad-credentials');
    expect(sameBut(unknown.body)).to.deep.equal(sameBut(wrong.body));
  });

  it('takes an address in capitals and spaces, and a password however its letters are composed', async () => {
    const mia = person({ password: 'cr\u00e8me br\u00fbl\u00e9e' });
    await register(randomUUID(), mia);
    expect((await signIn(` ${mia.email.toUpperCase()}`, mia.password.normalize('NFD'))).status).to.equal(200);
  });

  it('asks to wait after ten wrong passwords, sent at once or not, for known and unknown addresses', async () => {
    const mia = person();
    await register(randomUUID(), mia);
    for (const email of [mia.email, person().email]) {
      const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'not it at all')));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([...Array(10).fill(401), 429, 429]);
      const late = answers.find(({ status }) => status === 429);
      expect(Number(late?.headers.get('Retry-After'))).to.be.within(1, 900);
    }
  });

  it('has a first admin, and still one after another start', async () => {
    const first = await signIn(admin.email, admin.password);
    expect(first.status).to.equal(200);
    expect(first.body.user).to.deep.include({ role: 'ADMIN' });
    const port = await service.startAnother();
    const again = await service.askAt(port, 'POST', '/sessions', { body: admin });
    expect(again.body.user).to.deep.equal(first.body.user);
  });

  it('refuses what cannot be an account, field by field', async () => {
    const wrong: [object, string][] = [
      [{ email: 'mia' }, 'email'],
      [{ email: `${'m'.repeat(250)}@example.com` }, 'email'],
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(256) }, 'name'],
      [{ name: 'Mia\r\nBcc: all@example.com' }, 'name'],
      [{ password: 'short' }, 'password'],
      [{ password: 'x'.repeat(129) }, 'password'],
      [{ password: 'Password123' }, 'password'],
      [{ role: 'ADMIN' }, 'role'],
    ];
    for (const [changes, field] of wrong) {
      const { status, body } = await register(randomUUID(), person(changes));
      expect(status, JSON.stringify(changes)).to.equal(400);
      const fields = (body.errors as { field: string }[]).map((error) => error.field);
      expect([...new Set(fields)]).to.deep.equal([field]);
    }
    expect((await register('me', person())).status).to.equal(400);
  });
});
