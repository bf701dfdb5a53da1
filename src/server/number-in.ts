/** The number of a file's name, `12.json`; `null` where it is not one, or another spelling of it. */
export function numberIn(name: string, extension: string): number | null {
  const digits = name.endsWith(extension) ? name.slice(0, name.length - extension.length) : '';
  return /^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : null;
}
