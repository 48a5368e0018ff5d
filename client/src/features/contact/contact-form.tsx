import { useSelector } from 'react-redux';
import { checkEmail } from '../../forms/account.ts';
import { TextArea, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { selectUser } from '../../session/session.ts';
import { useSendMessageMutation } from './api.ts';

const labels = { comments: 'Message', email: 'E-mail address', name: 'Name' } as const;

export const ContactForm = ({ onSent }: { onSent: () => void }) => {
  const user = useSelector(selectUser);
  const { fields, change, finish } = useDraft('contact', { comments: '', email: '', name: user?.name ?? '' });
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const message = useIntention();
  const [sendMessage] = useSendMessageMutation();
  const [comments, email, name] = [fields.comments.trim(), fields.email.trim(), fields.name.trim()];
  const wrong = () => ({
    ...check({ comments: !comments && 'Write what you want to tell us' }),
    ...(email ? checkEmail(email) : {}),
  });
  const submit = () =>
    send(wrong(), async () => {
      await sendMessage({ key: message.id(), comments, email: email || null, name: name || null })
        .unwrap()
        .catch(renewing(message.renew));
      message.renew();
      finish();
      onSent();
    });
  return (
    <Form
      label="Contact the clinic"
      prefix="contact"
      errors={errors}
      problem={problem}
      attempts={attempts}
      onSend={submit}
    >
      <TextArea
        id="contact-comments"
        label={labels.comments}
        maxLength={2000}
        value={fields.comments}
        error={errors.comments}
        onType={(comments) => change({ comments })}
      />
      <TextField
        id="contact-email"
        label={`${labels.email} (if you want an answer)`}
        type="email"
        autoComplete="email"
        maxLength={254}
        value={fields.email}
        error={errors.email}
        onType={(email) => change({ email })}
      />
      <TextField
        id="contact-name"
        label={`${labels.name} (if you like)`}
        autoComplete="name"
        maxLength={100}
        value={fields.name}
        error={errors.name}
        onType={(name) => change({ name })}
      />
      <SendButton busy={busy} busyText="Sending…">
        Send
      </SendButton>
    </Form>
  );
};
