import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { useSelector } from 'react-redux';
import { Link, useParams } from 'react-router';
import { isMissing } from '../../api/problem.ts';
import { ProfileFields } from '../../doctors/profile-fields.tsx';
import { checkProfile, profileLabels, profileLines, sentProfile, typedProfile } from '../../doctors/profile-form.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useReplacing } from '../../forms/use-replacing.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { Page } from '../../parts/page.tsx';
import { Setting } from '../../parts/setting.tsx';
import { selectUser } from '../../session/session.ts';
import { type TaggedDoctor, useChangeProfileMutation, useLazyProfileQuery, useProfileQuery } from './api.ts';

/** What patients read about a doctor: for the doctor and admins. */
export const ProfilePage = () => {
  const { doctorId = '' } = useParams();
  const user = useSelector(selectUser);
  const id = doctorId.toLowerCase();
  const own = user?.role === 'DOCTOR' && user.userId === id;
  if (!isUuid(doctorId) || !(own || user?.role === 'ADMIN')) return <NoSuchProfile />;
  return <OwnersProfile key={id} doctorId={id as DoctorId} own={own} />;
};

const OwnersProfile = ({ doctorId, own }: { doctorId: DoctorId; own: boolean }) => {
  const answer = useProfileQuery(doctorId, { refetchOnMountOrArgChange: true });
  if (isMissing(answer.error)) return <NoSuchProfile />;
  const title = own ? 'My profile' : answer.data ? `The profile of ${answer.data.name}` : 'The profile';
  const lead = (
    <p>
      <Link to={`/doctors/${doctorId}`}>What patients see</Link>
    </p>
  );
  return (
    <Page title={title} lead={lead}>
      <Fetched answer={answer} what="the profile" lines={8}>
        {(doctor) => <ProfileForm doctor={doctor} />}
      </Fetched>
    </Page>
  );
};

const profileOf = (doctor: TaggedDoctor) => sentProfile(typedProfile(doctor));

const ProfileForm = ({ doctor }: { doctor: TaggedDoctor }) => {
  const { doctorId } = doctor;
  const [look] = useLazyProfileQuery();
  const [changeProfile] = useChangeProfileMutation();
  const { fields, change, saved, save, busy, errors, form } = useReplacing({
    ...{ labels: profileLabels, seen: doctor, look: () => look(doctorId).unwrap() },
    ...{ part: profileOf, begin: typedProfile, lines: profileLines },
  });
  const submit = () =>
    save(
      checkProfile(fields),
      (tag) => changeProfile({ doctorId, tag, profile: sentProfile(fields) }).unwrap(),
      'The profile is changed. Patients see it from now on.',
    );
  return (
    <Setting id="profile" title="What patients read" saved={saved}>
      <Form label="Change the profile" prefix="profile" {...form} onSend={submit}>
        <ProfileFields prefix="profile" fields={fields} errors={errors} change={change} />
        <SendButton busy={busy} busyText="Changing…">
          Change the profile
        </SendButton>
      </Form>
    </Setting>
  );
};

const NoSuchProfile = () => (
  <Page title="There is no such profile">
    <Link to="/">Find a doctor</Link>
  </Page>
);
