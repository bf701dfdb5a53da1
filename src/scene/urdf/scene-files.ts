/** The files that a scene names: the text of URDFs, meshes in base64. With them a scene needs no disk. */
export type SceneFiles = Readonly<Record<string, string>>;

/** Under which name a scene has a mesh that the URDF calls `file`. */
export const meshKey = (urdf: string, file: string): string => `${urdf}: ${file}`;

/** The bytes that base64 stands for. */
export function fileBytes(base64: string | undefined): Uint8Array | undefined {
  if (base64 === undefined) return undefined;
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
