/** A template of CloudFormation, as far as tests read it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A statement that allows something. */
export interface Allowed {
  /** The role or policy that it is part of. */
  readonly by: string;
  readonly action: string;
  /** As text, whatever function of CloudFormation makes it. */
  readonly resource: string;
}

/** The resources of a type, by their names in the template. */
export function resourcesOf({ Resources }: Template, type: string): [string, Resource['Properties']][] {
  return Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([name, resource]) => [name, resource.Properties]);
}

/** Every pair of an action and a resource that some role or policy of a template allows. */
export function allowed(template: Template): Allowed[] {
  return Object.entries(template.Resources).flatMap(([by, { Properties }]) =>
    statementsIn(Properties).flatMap((statement) =>
      listed(statement.Action).flatMap((action) =>
        listed(statement.Resource).map((resource) => ({
          by,
          action: asText(action),
          resource: asText(resource),
        })),
      ),
    ),
  );
}

interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource?: unknown;
}

/** The statements of all policies anywhere in a value that allow something, but those that say who may take a role. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === 'Statement' && Array.isArray(inner)
      ? (inner as Statement[]).filter(({ Effect, Resource }) => Effect === 'Allow' && Resource !== undefined)
      : statementsIn(inner),
  );
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
