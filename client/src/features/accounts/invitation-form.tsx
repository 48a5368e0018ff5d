import type { UserId } from '@careconnect/domain/ids.ts';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { Select, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { useInviteMutation } from './api.ts';

const labels = { email: accountLabels.email, name: 'Name', role: 'Role' } as const;

/** Doctors are invited when they are onboarded. */
export const InvitationForm = ({ onInvited }: { onInvited: (email: string) => void }) => {
  const { fields, change, finish } = useDraft('invite', { email: '', name: '', role: 'AUDITOR' });
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const account = useIntention();
  const [invite] = useInviteMutation();
  const wrong = () => ({ ...checkEmail(fields.email), ...check({ name: !fields.name.trim() && 'Enter the name' }) });
  const submit = () =>
    send(wrong(), async () => {
      const [email, name] = [fields.email.trim(), fields.name.trim()];
      const role = fields.role === 'ADMIN' ? 'ADMIN' : 'AUDITOR';
      await invite({ userId: account.id() as UserId, email, name, role })
        .unwrap()
        .catch(renewing(account.renew));
      account.renew();
      finish();
      onInvited(email);
    });
  return (
    <section aria-labelledby="invite" className="narrow">
      <h2 id="invite">Invite somebody</h2>
      <p>They get a letter and choose a password of their own.</p>
      <Form label="Invite somebody" prefix="invite" {...{ errors, problem, attempts }} onSend={submit}>
        <TextField
          id="invite-email"
          label={labels.email}
          type="email"
          autoComplete="off"
          value={fields.email}
          error={errors.email}
          onType={(email) => change({ email })}
        />
        <TextField
          id="invite-name"
          label={labels.name}
          autoComplete="off"
          maxLength={255}
          value={fields.name}
          error={errors.name}
          onType={(name) => change({ name })}
        />
        <Select
          id="invite-role"
          label={labels.role}
          value={fields.role}
          error={errors.role}
          onType={(role) => change({ role })}
        >
          <option value="AUDITOR">Auditor: may read how everything came to be</option>
          <option value="ADMIN">Admin: runs the clinic</option>
        </Select>
        <SendButton busy={busy} busyText="Inviting…">
          Send the invitation
        </SendButton>
      </Form>
    </section>
  );
};
