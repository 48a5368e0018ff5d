-- Up Migration

-- What a doctor has set for whatever day: zones and working hours by the date from which each is valid. Until now there was
-- one of each, from the beginning.
ALTER TABLE read.doctor_details RENAME COLUMN schedule TO plan;
UPDATE read.doctor_details
   SET plan = (plan - 'zone' - 'windows') || jsonb_build_object(
         'zones', jsonb_build_array(jsonb_build_object('from', NULL, 'zone', plan->'zone')),
         'hours', jsonb_build_array(jsonb_build_object('from', NULL, 'windows', plan->'windows')),
         'country', NULL, 'worksOn', '[]'::jsonb);

ALTER TABLE read.block_details
    -- A day with blocked time keeps its zone.
    ADD COLUMN zone       text,
    -- The same for all that was blocked together.
    ADD COLUMN absence_id uuid;
CREATE INDEX blocks_of_an_absence ON read.block_details (absence_id) WHERE absence_id IS NOT NULL AND NOT removed;

-- Down Migration

ALTER TABLE read.block_details DROP COLUMN absence_id, DROP COLUMN zone;
UPDATE read.doctor_details
   SET plan = (plan - 'zones' - 'hours' - 'country' - 'worksOn') || jsonb_build_object(
         'zone', plan#>'{zones,0,zone}', 'windows', plan#>'{hours,0,windows}');
ALTER TABLE read.doctor_details RENAME COLUMN plan TO schedule;
