import { check } from './field-errors.ts';

export const accountLabels = { email: 'E-mail address', password: 'Password' } as const;

export const checkEmail = (email: string) =>
  check({ email: !/^\S+@\S+\.\S+$/.test(email.trim()) && 'Enter an e-mail address, like name@example.com' });

export const shortestPassword = 8;

export const checkNewPassword = (password: string) =>
  check({
    password: [...password].length < shortestPassword && `Choose a password of at least ${shortestPassword} characters`,
  });
