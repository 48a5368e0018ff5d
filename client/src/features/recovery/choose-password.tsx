import { useState } from 'react';
import { Link as PageLink, useLocation } from 'react-router';
import { accountLabels, checkNewPassword, shortestPassword } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { Page } from '../../parts/page.tsx';
import { useAcceptInvitationMutation, useResetPasswordMutation } from './api.ts';
import { type Link, linkIn } from './link.ts';
import { SpoiltLink } from './spoilt-link.tsx';

export const NewPasswordPage = () => {
  const [reset] = useResetPasswordMutation();
  return <ChoosePassword title="Choose a new password" onChosen={(chosen) => reset(chosen).unwrap()} />;
};

export const InvitationPage = () => {
  const [accept] = useAcceptInvitationMutation();
  return <ChoosePassword title="Choose a password" onChosen={(chosen) => accept(chosen).unwrap()} />;
};

type ChoosePasswordProps = { title: string; onChosen: (chosen: Link & { password: string }) => Promise<unknown> };

const ChoosePassword = ({ title, onChosen }: ChoosePasswordProps) => {
  const link = linkIn(useLocation().hash);
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, attempts, errors, problem, send } = useSending({ password: accountLabels.password });
  if (!link) return <SpoiltLink title={title} />;
  const submit = () =>
    send(checkNewPassword(password), async () => {
      await onChosen({ ...link, password });
      setDone(true);
    });
  return (
    <Page title={title}>
      <div className="narrow">
        <div role="status">
          {done && (
            <div className="notice notice-good">
              <p>
                Your password is set. <PageLink to="/sign-in">Sign in</PageLink>
              </p>
            </div>
          )}
        </div>
        {!done && (
          <Form label={title} prefix="choose" errors={errors} problem={problem} attempts={attempts} onSend={submit}>
            <TextField
              id="choose-password"
              label={accountLabels.password}
              hint={`At least ${shortestPassword} characters; a few words make a good one.`}
              type="password"
              autoComplete="new-password"
              value={password}
              error={errors.password}
              onType={setPassword}
            />
            <SendButton busy={busy} busyText="Setting…">
              Set the password
            </SendButton>
          </Form>
        )}
      </div>
    </Page>
  );
};
