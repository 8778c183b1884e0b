import type { Notification } from '../demo-log';
import { guardSteps } from './steps/guard-steps';
import { outboxStep } from './steps/outbox-step';
import { paidSteps } from './steps/paid-steps';
import { refusedSteps } from './steps/refused-steps';
import { roughSteps } from './steps/rough-steps';
import type { TourStep } from './tour-step';

/** All stops of the tour, in their order. */
export function tourSteps(notifications: () => readonly Notification[]): readonly TourStep[] {
  return [...paidSteps, ...refusedSteps, ...roughSteps, ...guardSteps, outboxStep(notifications)];
}
