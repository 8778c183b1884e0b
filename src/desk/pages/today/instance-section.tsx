import type { VNode } from 'preact';
import type { InstanceHealth } from '../../../domain/instance-health';
import type { Language } from '../../language';
import { DataTable } from '../../parts/data-table';
import { Time } from '../../parts/time';
import { todayTexts } from '../../texts/today-texts';

interface InstanceSectionProps {
  readonly language: Language;
  readonly health: InstanceHealth;
}

/** The breakers and the passes of the instance that answers. */
export function InstanceSection({ language, health: { breakers, passes } }: InstanceSectionProps): VNode {
  const texts = todayTexts(language);
  return (
    <section class="card" aria-labelledby="instance">
      <h2 id="instance">{texts.instance}</h2>
      <p class="soft small">{texts.instanceNote}</p>
      <h3>{texts.breaker}</h3>
      <dl class="facts">
        {breakers.map(({ connection, state }) => (
          <div key={connection}>
            <dt>{texts.connections[connection] ?? connection}</dt>
            <dd>
              <span class={`label ${state === 'closed' ? 'good' : 'bad'}`}>{texts.breakerStates[state] ?? state}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{texts.pass}</h3>
      <DataTable
        caption={texts.pass}
        rows={passes}
        keyOf={({ name }) => name}
        empty={texts.results.none}
        columns={[
          { title: texts.pass, cell: ({ name }) => name },
          { title: texts.lastSuccess, cell: ({ succeededAt }) => <Time at={succeededAt} /> },
          {
            title: texts.lastResult,
            cell: ({ lastResult }) => (
              <span class={`label ${lastResult === 'failed' ? 'bad' : 'quiet'}`}>
                {texts.results[lastResult ?? 'none']}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
