/** What one metric means. Its labels take few values: never an id, an address or a text from outside. */
interface Definition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of the buckets of a histogram, in its unit. */
  readonly buckets?: readonly number[];
}

const UP_TO_A_VERIFICATION = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5];
const UP_TO_A_CANCEL = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12];
const UP_TO_A_PASS = [0.01, 0.1, 0.5, 1, 5, 15, 60];

/**
 * Every metric of the service's own, by its name. docs/metrics.md has the same table (test/docs/metrics.test.ts). Names and
 * units follow Prometheus: seconds, `_total` for counters.
 */
export const METRICS = {
  checkout_verifications_total: {
    type: 'counter',
    help: 'Verifications by the source of the report and their outcome; a fault is the code of its error',
    labels: ['source', 'outcome'],
  },
  checkout_verification_duration_seconds: {
    type: 'histogram',
    help: "Time of a verification: what it waited for i'mport (gateway), and the rest (own)",
    labels: ['part'],
    buckets: UP_TO_A_VERIFICATION,
  },
  checkout_confirmations_total: {
    type: 'counter',
    help: 'Confirm calls by what was answered; a fault is the code of its error',
    labels: ['outcome'],
  },
  checkout_gateway_calls_total: {
    type: 'counter',
    help: "Requests to i'mport, every try, by operation and result",
    labels: ['operation', 'result'],
  },
  checkout_gateway_call_duration_seconds: {
    type: 'histogram',
    help: "Time of a request to i'mport, without its time in a queue",
    labels: ['operation'],
    buckets: UP_TO_A_CANCEL,
  },
  checkout_gateway_breaker_state: {
    type: 'gauge',
    help: "1 for the state that the breaker before i'mport is in",
    labels: ['connection', 'state'],
  },
  checkout_guard_refusals_total: {
    type: 'counter',
    help: 'Work that a guard refused or ended',
    labels: ['guard'],
  },
  checkout_guard_places_taken: {
    type: 'gauge',
    help: 'Places of a queue that are taken',
    labels: ['guard', 'queue'],
  },
  checkout_guard_places: {
    type: 'gauge',
    help: 'Places of a queue',
    labels: ['guard', 'queue'],
  },
  checkout_guard_waiting: {
    type: 'gauge',
    help: 'Callers that wait for a place of a queue',
    labels: ['guard', 'queue'],
  },
  checkout_desk_sign_ins_total: {
    type: 'counter',
    help: 'Tries to sign in to the desk by how they ended; succeeded is the only good end',
    labels: ['result'],
  },
  checkout_reconcile_findings_total: {
    type: 'counter',
    help: 'Payments and ends of orders that reconciling found and nobody had reported, by outcome',
    labels: ['outcome'],
  },
  checkout_reconcile_problems_total: {
    type: 'counter',
    help: 'What reconciling could not do, by problem',
    labels: ['problem'],
  },
  checkout_pass_runs_total: {
    type: 'counter',
    help: 'Runs of the background passes by result',
    labels: ['pass', 'result'],
  },
  checkout_pass_duration_seconds: {
    type: 'histogram',
    help: 'Time of a run of a background pass',
    labels: ['pass'],
    buckets: UP_TO_A_PASS,
  },
  checkout_pass_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When a background pass last ended without an error, before that when it was created, in unix seconds',
    labels: ['pass'],
  },
  checkout_orders_skipped_total: {
    type: 'counter',
    help: 'Orders that a pass skipped because they failed: redact, resend; those of reconciling are problems of their own',
    labels: ['pass'],
  },
  checkout_store_read_success: {
    type: 'gauge',
    help: 'Whether the gauges of the database could be read; if not, they are absent',
    labels: [],
  },
  checkout_orders_waiting: {
    type: 'gauge',
    help: 'Orders that wait for a payment (pending) or a deposit (ready)',
    labels: ['state'],
  },
  checkout_orders_waiting_oldest_age_seconds: {
    type: 'gauge',
    help: 'Time since the registration of the order that waits the longest; 0 where none waits',
    labels: ['state'],
  },
  checkout_attention_orders: {
    type: 'gauge',
    help: 'Orders on the attention list by reason; an order with two reasons counts for both',
    labels: ['reason'],
  },
  checkout_attention_oldest_age_seconds: {
    type: 'gauge',
    help: 'Time that the first order of the attention list has been on it; 0 where it is empty',
    labels: [],
  },
  checkout_deliveries_total: {
    type: 'counter',
    help: 'Deliveries of messages by how they ended; delivered is the only good end',
    labels: ['carrier', 'result'],
  },
  checkout_messages_resent_total: {
    type: 'counter',
    help: 'Delivered events that were put back to be sent again, by what the shop named: message, order or period',
    labels: ['by'],
  },
  checkout_messages_due: {
    type: 'gauge',
    help: 'Orders whose next message is due for a carrier; a carrier delivers the messages of one order in sequence',
    labels: ['carrier'],
  },
  checkout_messages_due_oldest_age_seconds: {
    type: 'gauge',
    help: 'How long the message that is due the longest has been due; 0 where none is due',
    labels: ['carrier'],
  },
  checkout_messages_dead: {
    type: 'gauge',
    help: 'Dead letters',
    labels: ['carrier'],
  },
  checkout_messages_dead_oldest_age_seconds: {
    type: 'gauge',
    help: 'Time since the oldest dead letter was dead-lettered; 0 where there is none',
    labels: ['carrier'],
  },
  checkout_work_due: {
    type: 'gauge',
    help: 'Orders that are due in another queue: poll, cancel, prepare, redact, resent',
    labels: ['queue'],
  },
  checkout_work_due_oldest_age_seconds: {
    type: 'gauge',
    help: 'How long the order that is due the longest has been due; 0 where none is due',
    labels: ['queue'],
  },
  checkout_resends_under_way: {
    type: 'gauge',
    help: 'Resends of a period that have not ended',
    labels: [],
  },
  checkout_resends_oldest_age_seconds: {
    type: 'gauge',
    help: 'Time since the oldest resend that has not ended was asked for; 0 where there is none',
    labels: [],
  },
  checkout_redactions_waiting: {
    type: 'gauge',
    help: 'Orders whose personal values a person asked to remove, and that have to wait',
    labels: [],
  },
  checkout_redactions_waiting_oldest_age_seconds: {
    type: 'gauge',
    help: 'Time since the first of them was asked for; 0 where there is none',
    labels: [],
  },
  checkout_cancels_under_way: {
    type: 'gauge',
    help: 'Cancels that have not ended, by state',
    labels: ['state'],
  },
  checkout_build_info: {
    type: 'gauge',
    help: 'Always 1: the version of the service and of Node.js, and IAMPORT_MODE',
    labels: ['version', 'node_version', 'iamport_mode'],
  },
} as const satisfies Readonly<Record<`checkout_${string}`, Definition>>;

/** The name of a metric. */
export type MetricName = keyof typeof METRICS;

/** The labels of a metric. */
export type Labels<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string>>;

/** One value of a metric. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Creates a sample whose labels are checked by type. */
export const sample = <Name extends MetricName>(name: Name, labels: Labels<Name>, value: number): Sample => ({
  name,
  labels,
  value,
});

/** Where the parts of the service report what happens. Neither function throws, waits or does I/O. */
export interface Metrics {
  /** Adds `value` to a counter or a histogram, or sets a gauge. @param value in the unit of the metric. @default 1 */
  readonly observe: <Name extends MetricName>(name: Name, labels: Labels<Name>, value?: number) => void;
  /** Registers gauges that are read at each scrape. `read` must not throw. */
  readonly watch: (read: () => readonly Sample[] | Promise<readonly Sample[]>) => void;
}

/** Measures nothing: for commands and tests. */
export const NO_METRICS: Metrics = { observe: () => {}, watch: () => {} };
