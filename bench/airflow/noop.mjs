/** As many parts as the sample has files, so that the DAG run has the same tasks. */
export const plan = async ({ runId }) => ({ runId, parts: [0, 1, 2].map((part) => ({ runId, part })) });

/** A step without work. */
export const step = async (event) => event;
