import type { Notification } from '../demo-log';
import { deskStep, type DeskFacts } from './steps/desk-step';
import { guardSteps } from './steps/guard-steps';
import { outboxStep } from './steps/outbox-step';
import { paidSteps } from './steps/paid-steps';
import { refusedSteps } from './steps/refused-steps';
import { roughSteps } from './steps/rough-steps';
import type { TourStep } from './tour-step';

/** All stops of the tour, in their order. @param desk null where the service has none */
export function tourSteps(notifications: () => readonly Notification[], desk: DeskFacts | null): readonly TourStep[] {
  const steps = [
    ...paidSteps,
    ...refusedSteps,
    ...roughSteps,
    ...guardSteps,
    ...(desk === null ? [] : [deskStep(desk)]),
  ];
  return [...steps, outboxStep(notifications)];
}
