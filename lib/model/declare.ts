/** All the words of a declaration, for lib/inputs.ts and lib/features.ts; each is in a file of its own. */
export { date } from './column-types/date.ts';
export { id } from './column-types/id.ts';
export { idList } from './column-types/id-list.ts';
export { integer } from './column-types/integer.ts';
export { text } from './column-types/text.ts';
export { defineFeatures } from './define-features.ts';
export { defineInputs } from './define-inputs.ts';
export { count } from './features/count.ts';
export { daysSince } from './features/days-since.ts';
export { max } from './features/max.ts';
export { mean } from './features/mean.ts';
export { min } from './features/min.ts';
export { sum } from './features/sum.ts';
export { entity, events, reference } from './inputs.ts';
