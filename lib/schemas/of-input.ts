import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { deprecated, described } from './shapes.ts';

/** As much of the model as the shapes of answers follow from. */
export type Inputs = Pick<Model, 'inputs'>;

/** The input that something is of, under its name and, deprecated, as the name of its file. */
export const ofInput = (model: Inputs) => ({
  input: described(
    z.string(),
    `The input: ${model.inputs.map(({ name }) => name).join(', ')}. A run of an older model may have others`,
  ),
  file: deprecated(z.string(), 'The file of the input, without .csv: use `input` instead'),
});
