import fc from 'fast-check';

// Properties are tried on the same inputs in every run, so that a failure is of the change, not of the day.
// Whoever hunts for more sets another: PROPERTY_SEED=$RANDOM npm test.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
