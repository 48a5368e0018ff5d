import { formatMoney } from '@careconnect/domain/time/format.ts';
import type { DoctorDetails } from '../../api/answers.ts';
import { languagesText, ratedText, waysText } from '../../doctors/wording.ts';
import { Portrait } from '../../parts/portrait.tsx';

export const Profile = ({ doctor }: { doctor: DoctorDetails }) => {
  const { name, image, specialization, degree, startedYear, about, address, consultationFee, languages } = doctor;
  return (
    <section className="card profile" aria-label="About the doctor">
      <div className="profile-head">
        <Portrait name={name} image={image} />
        <div>
          <p className="strong">{specialization}</p>
          <p className="quiet">{degree}</p>
        </div>
      </div>
      {about && <p>{about}</p>}
      <dl className="facts">
        <dt>Rated</dt>
        <dd>{ratedText(doctor)}</dd>
        <dt>Sees patients</dt>
        <dd>{waysText(doctor)}</dd>
        {languages.length > 0 && (
          <>
            <dt>Speaks</dt>
            <dd>{languagesText(doctor)}</dd>
          </>
        )}
        <dt>Practising since</dt>
        <dd>{startedYear}</dd>
        <dt>Consultation</dt>
        <dd>{formatMoney(consultationFee)}</dd>
        <dt>Address</dt>
        <dd>{address}</dd>
      </dl>
    </section>
  );
};
