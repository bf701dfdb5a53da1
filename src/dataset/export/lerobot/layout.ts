/** The version of LeRobot's layout that is written. */
export const CODEBASE_VERSION = 'v3.0';

/** Files in a folder `chunk-…`, and when the next file is begun, MiB. */
export const FILES_A_CHUNK = 1000;
export const DATA_FILE_MB = 100;
export const VIDEO_FILE_MB = 200;

/** Which file of a kind. */
export type FilePlace = { readonly chunk: number; readonly file: number };

const three = (n: number): string => String(n).padStart(3, '0');

/** `chunk-000/file-000.parquet` */
export const fileName = ({ chunk, file }: FilePlace, extension: string): string =>
  `chunk-${three(chunk)}/file-${three(file)}.${extension}`;

/** The n-th file of a kind. */
export const filePlace = (n: number): FilePlace => ({
  chunk: Math.floor(n / FILES_A_CHUNK),
  file: n % FILES_A_CHUNK,
});
