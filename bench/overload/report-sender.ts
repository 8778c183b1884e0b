import { Agent, request } from 'node:http';
import type { Report, ReportKind } from './report-kinds';

/** What became of the reports of one kind. */
export interface Tally {
  sent: number;
  /** Sent again after a 503. */
  again: number;
  /** From the first sending to an answer that is none of "send again", in milliseconds. */
  readonly waits: number[];
  /** Never answered otherwise: how long they had waited in the end. */
  readonly unanswered: number[];
  readonly statuses: Map<number, number>;
}

/** Sends reports, and sends again what was answered with 503. */
export interface ReportSender {
  readonly tallies: Map<ReportKind, Tally>;
  /** Connections that broke: each would be a crash, or a limit that is none. */
  readonly brokenConnections: string[];
  /** Resolves when the first answer is there. */
  send(report: Report): Promise<void>;
  /** How many reports wait for an answer, or to be sent again. */
  open(kinds?: readonly ReportKind[]): number;
  /** Sends reports of these kinds no more; they count as unanswered. */
  giveUp(kinds: readonly ReportKind[]): void;
  /** Sends nothing again any more. */
  close(): void;
}

/** More than the service verifies at once, so that it has to say no. */
const CONNECTIONS = 1_500;
/** Idle connections end here before the service (65 s) ends them: none is taken just when it is being closed. */
const IDLE_MS = 30_000;
/** Who is told to come again comes later each time, as senders do. */
const MAX_PAUSE_MS = 40_000;

export function createReportSender(url: string): ReportSender {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS });
  const tallies = new Map<ReportKind, Tally>();
  const waiting = new Map<Report, number>();
  const givenUp = new Set<ReportKind>();
  let isClosed = false;
  const timers = new Set<NodeJS.Timeout>();
  const tallyOf = (kind: ReportKind): Tally => {
    const tally = tallies.get(kind) ?? { sent: 0, again: 0, waits: [], unanswered: [], statuses: new Map() };
    tallies.set(kind, tally);
    return tally;
  };

  async function attempt(report: Report, tries: number): Promise<void> {
    const tally = tallyOf(report.kind);
    let answer: { status: number; retryAfterS: number };
    try {
      answer = await post(agent, url, report);
    } catch (error) {
      if (isClosed) return;
      sender.brokenConnections.push(error instanceof Error && 'code' in error ? String(error.code) : String(error));
      answer = { status: 0, retryAfterS: 5 };
    }
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status !== 503 && answer.status !== 0) {
      tally.waits.push(performance.now() - (waiting.get(report) ?? 0));
      waiting.delete(report);
      return;
    }
    const pauseMs = Math.min(MAX_PAUSE_MS, answer.retryAfterS * 1000 * 2 ** tries) * (0.8 + 0.4 * Math.random());
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (givenUp.has(report.kind)) return;
      tally.again += 1;
      void attempt(report, tries + 1);
    }, pauseMs);
    timers.add(timer);
  }

  const sender: ReportSender = {
    tallies,
    brokenConnections: [],
    send(report) {
      tallyOf(report.kind).sent += 1;
      waiting.set(report, performance.now());
      return attempt(report, 0);
    },
    open: (kinds) => [...waiting.keys()].filter(({ kind }) => kinds === undefined || kinds.includes(kind)).length,
    giveUp: (kinds) => kinds.forEach((kind) => givenUp.add(kind)),
    close() {
      isClosed = true;
      timers.forEach((timer) => clearTimeout(timer));
      waiting.forEach((sentAt, { kind }) => tallyOf(kind).unanswered.push(performance.now() - sentAt));
      agent.destroy();
    },
  };
  return sender;
}

function post(
  agent: Agent,
  url: string,
  { path, body, from }: Report,
): Promise<{ status: number; retryAfterS: number }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
    const sending = request(`${url}${path}`, { method: 'POST', agent, headers }, (reply) => {
      reply.resume();
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, retryAfterS: Number(reply.headers['retry-after'] ?? 5) });
      });
      reply.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(JSON.stringify(body));
  });
}
