import type { VNode } from 'preact';
import type { InstanceHealth } from '../../../domain/instance-health';
import { CHANNELS } from '../../../domain/outbox';
import type { Language } from '../../language';
import { DataTable } from '../../parts/data-table';
import { Time } from '../../parts/time';
import { channelTexts } from '../../texts/message-texts';
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
      <details open={passes.some(({ lastResult }) => lastResult === 'failed')}>
        <summary>{texts.pass}</summary>
        <DataTable
          caption={texts.pass}
          rows={passes}
          keyOf={({ name }) => name}
          empty={texts.results.none}
          columns={[
            { title: texts.pass, cell: ({ name }) => passText(name, language) },
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
      </details>
    </section>
  );
}

/** A pass by what it does. Those of delivery name their carrier. */
function passText(name: string, language: Language): string {
  const texts = todayTexts(language);
  const channel = CHANNELS.find((each) => name === `delivery (${each})`);
  if (channel !== undefined) return texts.delivery(channelTexts(language)[channel]);
  return Object.hasOwn(texts.passes, name) ? (texts.passes[name] ?? name) : name;
}
