import type { measureConfirmation as MeasureConfirmation } from '../../src/composition/measure-verification';
import type { createMeasureVerification as CreateMeasureVerification } from '../../src/composition/measure-verification';
import type { measurePass as MeasurePass } from '../../src/composition/measure-pass';
import type { measureCalls as MeasureCalls } from '../../src/iamport/measure-calls';
import type { createMetrics as CreateMetrics } from '../../src/metrics/create-metrics';

/** Stands in for what measures, in a build of the service that measures nothing. */
export const createMetrics: typeof CreateMetrics = () => ({
  observe: () => {},
  watch: () => {},
  render: async () => ({ contentType: 'text/plain', text: '' }),
});

export const measureCalls: typeof MeasureCalls = (send) => send;

export const createMeasureVerification: typeof CreateMeasureVerification = () => (_source, _outcomeOf, verify) =>
  verify((lookUp) => lookUp());

export const measureConfirmation: typeof MeasureConfirmation = (_metrics, confirm) => confirm();

export const measurePass: typeof MeasurePass = (_metrics, _clock, _name, pass) => pass;
