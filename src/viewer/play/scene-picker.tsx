import type { ShownScene } from '../../core/view/view-manifest.ts';

/** Scenes by the folder that they stand in, in their order. */
function byFolder(scenes: readonly ShownScene[]): ReadonlyMap<string, readonly ShownScene[]> {
  const folders = new Map<string, ShownScene[]>();
  for (const scene of scenes) {
    const at = scene.key.lastIndexOf('/');
    const folder = at < 0 ? 'yours' : scene.key.slice(0, at);
    folders.set(folder, [...(folders.get(folder) ?? []), scene]);
  }
  return folders;
}

type ScenePickerProps = {
  readonly scenes: readonly ShownScene[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
};

/** The scenes to choose from, and what the chosen one shows. */
export function ScenePicker({ scenes, chosen, onChoose }: ScenePickerProps) {
  const summary = scenes.find(({ key }) => key === chosen)?.summary;
  return (
    <section class="card">
      <label class="stack">
        <h2>Scene</h2>
        <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          {[...byFolder(scenes)].map(([folder, some]) => (
            <optgroup key={folder} label={folder}>
              {some.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name.split('/').at(-1)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {summary !== undefined && <p class="soft">{summary}</p>}
    </section>
  );
}
