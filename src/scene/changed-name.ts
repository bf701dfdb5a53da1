/** Name of the body that another becomes where a law is broken by a change. */
export const changedName = (body: string): string => `${body}_changed`;
