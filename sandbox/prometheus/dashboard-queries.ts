import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = join(__dirname, '..', '..', 'ops', 'grafana', 'dashboards', 'checkout.json');
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

/** A query of a panel, as Grafana sends it. */
export interface PanelQuery {
  readonly title: string;
  readonly query: string;
}

/** What the panels of the dashboard ask. Grafana fills in `$__rate_interval`. @throws Error for another variable */
export function dashboardQueries(): readonly PanelQuery[] {
  const { panels } = Dashboard.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  return panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => {
      const query = expr.replaceAll('$__rate_interval', '1m');
      if (query.includes('$')) throw new Error(`${title}: a variable that nobody fills in: ${expr}`);
      return { title, query };
    }),
  );
}
