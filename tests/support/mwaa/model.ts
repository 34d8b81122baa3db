import model from './invoke-rest-api.json' with { type: 'json' };

/** A shape of the service's model, with the members that this operation's shapes have. */
interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly location?: string }>>;
  readonly document?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly error?: { readonly httpStatusCode: number };
}

const shapes: Readonly<Record<string, Shape>> = model.shapes;

/** Where InvokeRestApi is called, as a pattern with the group `Name`. */
export const address = new URLPattern({
  pathname: model.operation.http.requestUri.replace('{Name}', ':Name'),
});

/** As it stands in signatures. */
export const signingName = model.metadata.signingName;

/** The errors that the operation declares, with the HTTP status of each. */
export const declaredErrors: Readonly<Record<string, number>> = Object.fromEntries(
  model.operation.errors.map(({ shape }) => [shape, shapes[shape]?.error?.httpStatusCode ?? 500]),
);

/** What is wrong with a request, each with its place; empty when it is as the model says. The name is the one of the address. */
export function problemsOfRequest(name: string, body: unknown): string[] {
  const whole = typeof body === 'object' && body !== null ? { ...body, Name: name } : body;
  return problemsOf(model.operation.input.shape, whole, 'request');
}

/** What is wrong with an answer. */
export const problemsOfAnswer = (body: unknown): string[] =>
  problemsOf(model.operation.output.shape, body, 'answer');

function problemsOf(shapeName: string, value: unknown, place: string): string[] {
  const shape = shapes[shapeName];
  if (!shape) {
    return [`${place}: the model has no shape ${shapeName}`];
  }
  if (shape.document) {
    return [];
  }
  switch (shape.type) {
    case 'structure':
      return problemsOfStructure(shape, value, place);
    case 'string':
      return problemsOfText(shape, value, place);
    case 'integer':
      return Number.isInteger(value) ? [] : [`${place} is no integer`];
    default:
      return [`${place}: shapes of type ${shape.type} are not known here`];
  }
}

function problemsOfStructure(shape: Shape, value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${place} is no object`];
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const members = shape.members ?? {};
  return [
    ...(shape.required ?? []).filter((name) => !given.has(name)).map((name) => `${place}.${name} is missing`),
    ...[...given].flatMap(([name, each]) => {
      const member = members[name];
      return member ? problemsOf(member.shape, each, `${place}.${name}`) : [`${place}.${name} is not known`];
    }),
  ];
}

function problemsOfText(shape: Shape, value: unknown, place: string): string[] {
  if (typeof value !== 'string') {
    return [`${place} is no text`];
  }
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape;
  return [
    ...(value.length < min ? [`${place} has less than ${min} characters`] : []),
    ...(value.length > max ? [`${place} has more than ${max} characters`] : []),
    ...(shape.enum && !shape.enum.includes(value) ? [`${place} is none of ${shape.enum.join(', ')}`] : []),
    ...(shape.pattern && !new RegExp(`^(?:${shape.pattern})$`).test(value)
      ? [`${place} is not as ${shape.pattern}`]
      : []),
  ];
}
