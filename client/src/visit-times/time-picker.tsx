import type { Slot } from '@careconnect/domain/day/slots.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import type { DoctorDetails } from '../api/answers.ts';
import { Fetched } from '../parts/fetched.tsx';
import { zoneHere } from '../parts/here.ts';
import { useSlotsQuery } from './api.ts';
import type { WhenProps } from './choice.ts';
import { DayPicker } from './day-picker.tsx';
import { daysShown, firstFreeDay, type Horizon, weekOf } from './days.ts';
import { NextFreeDay } from './next-free-day.tsx';
import { SlotPicker } from './slot-picker.tsx';

/** As far ahead as the doctor takes bookings. */
export const horizonOf = ({ zone, policy }: DoctorDetails): Horizon => {
  const first = dateIn(zone, Date.now());
  return { first, last: addDays(first, policy.maximumDaysAhead) };
};

/** The times of the week that is looked at; the day that is shown; and the chosen time, once there is one. */
export const useTimes = ({ doctor, visitType, horizon, choice }: Omit<WhenProps, 'change'>) => {
  const from = weekOf(choice.date ?? horizon.first, horizon);
  const asked = { doctorId: doctor.doctorId, visitTypeId: visitType.visitTypeId, from, days: daysShown };
  const answer = useSlotsQuery(asked, { refetchOnMountOrArgChange: true });
  const slots = answer.currentData;
  const date: CalendarDate = choice.date ?? (slots && firstFreeDay(slots.days)) ?? horizon.first;
  const daySlots: readonly Slot[] = slots?.days.find((day) => day.date === choice.date)?.slots ?? [];
  const slot = daySlots.find(({ startsAt }) => startsAt === choice.startsAt);
  return { answer, from, date, daySlots, slot };
};

type PickerProps = WhenProps & {
  times: ReturnType<typeof useTimes>;
  /** Staff may set the rules aside, and so choose what is not free to others. */
  anyTime?: boolean;
};

export const TimePicker = ({ times: { answer, from, date }, anyTime = false, ...when }: PickerProps) => {
  const { doctor, horizon, change } = when;
  return (
    <>
      <p className="quiet">
        All times are the clinic's: {doctor.zone}
        {doctor.zone !== zoneHere() && `. Your device is set to ${zoneHere()}.`}
      </p>
      <DayPicker
        horizon={horizon}
        from={from}
        date={date}
        slots={answer.currentData}
        onChoose={(date) => change({ date })}
      />
      <Fetched answer={answer} what="free times" lines={4}>
        {({ days }) => (
          <>
            <SlotPicker
              day={days.find((day) => day.date === date)}
              date={date}
              anyTime={anyTime}
              onChoose={({ startsAt }) => change({ date, startsAt })}
            />
            {!firstFreeDay(days) && <NextFreeDay {...when} from={from} />}
          </>
        )}
      </Fetched>
    </>
  );
};
