'use client';

import { useWatch } from 'react-hook-form';
import { Checkbox, ChoiceGroup, Radio } from '@/components/ui/choice';
import { rollOutPlatforms } from '@/lib/schemas/okta-roll-out';
import type { RollOutRunView } from '@/lib/schemas/okta-run';
import type { RollOutFormState } from './roll-out-form';

export interface RollOutLimitFieldsProps {
  readonly form: RollOutFormState;
  readonly rollOut: Pick<RollOutRunView, 'zones' | 'apps'>;
}

/** Further conditions, from what the organisation has; folded away, because most need none. */
export function RollOutLimitFields({ form, rollOut }: RollOutLimitFieldsProps) {
  const { register, formState, control } = form;
  const zoneMode = useWatch({ control, name: 'zoneMode' });
  const { errors } = formState;
  return (
    <details className="border-line border-y py-3" open={errors.zoneIds !== undefined || undefined}>
      <summary className="rounded-control text-accent w-fit cursor-pointer text-sm font-medium">
        Further conditions: networks, applications, devices
      </summary>
      <div className="mt-4 flex flex-col gap-6">
        <ChoiceGroup legend="From which networks">
          <Radio value="ANYWHERE" label="Anywhere" {...register('zoneMode')} />
          <Radio value="INCLUDE" label="Only from these zones" {...register('zoneMode')} />
          <Radio value="EXCLUDE" label="From anywhere but these zones" {...register('zoneMode')} />
        </ChoiceGroup>
        {zoneMode !== 'ANYWHERE' && (
          <ChoiceGroup legend="Network zones" error={errors.zoneIds?.message}>
            <Options
              list={rollOut.zones}
              none="This organisation has no network zones."
              field={register('zoneIds')}
            />
          </ChoiceGroup>
        )}
        <ChoiceGroup
          legend="When opening which applications"
          help="None chosen means any. The Okta Admin Console is not offered: Okta does not take it in a routing rule."
        >
          <Options
            list={rollOut.apps}
            none="This organisation has no applications."
            field={register('appIds')}
          />
        </ChoiceGroup>
        <ChoiceGroup legend="On which devices" help="None chosen means any.">
          {Object.entries(rollOutPlatforms).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} {...register('platforms')} />
          ))}
        </ChoiceGroup>
      </div>
    </details>
  );
}

interface OptionsProps {
  readonly list: RollOutRunView['zones'];
  readonly none: string;
  readonly field: ReturnType<RollOutFormState['register']>;
}

function Options({ list, none, field }: OptionsProps) {
  if (list.length === 0) return <p className="text-ink-muted text-sm">{none}</p>;
  return (
    <div className="flex max-h-64 flex-col gap-3 overflow-y-auto">
      {list.map(({ id, name }) => (
        <Checkbox key={id} value={id} label={name} {...field} />
      ))}
    </div>
  );
}
