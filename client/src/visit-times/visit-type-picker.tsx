import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { VisitTypeId } from '@careconnect/domain/ids.ts';
import { formatMoney } from '@careconnect/domain/time/format.ts';

type PickerProps = { offered: readonly VisitType[]; chosen: VisitType; onChoose: (visitTypeId: VisitTypeId) => void };

export const VisitTypePicker = ({ offered, chosen, onChoose }: PickerProps) => (
  <fieldset className="step">
    <legend>
      <h2>Visit</h2>
    </legend>
    <div className="options">
      {offered.map(({ visitTypeId, name, minutes, fee }) => (
        <label key={visitTypeId} className="option">
          <input
            type="radio"
            name="visit-type"
            checked={visitTypeId === chosen.visitTypeId}
            onChange={() => onChoose(visitTypeId)}
          />
          <span>
            <span className="strong">{name}</span>
            <span className="quiet">
              {minutes} minutes · {formatMoney(fee)}
            </span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
);
