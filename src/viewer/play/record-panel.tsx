import { useState } from 'preact/hooks';
import type { Player } from './player.ts';
import { useMoment } from './use-play.ts';
import './record-panel.css';

/** How long a saved file's address lives, milliseconds: browsers read it at once. */
const ADDRESS_MS = 60_000;

type RecordPanelProps = {
  readonly player: Player;
  /** The scene as `generate` finds it: a shipped name, or the name of a file. */
  readonly scene: string;
};

/** Hands a text to the browser's downloads. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_MS);
}

/** What was done so far, to be saved and made into an episode of a dataset. */
export function RecordPanel({ player, scene }: RecordPanelProps) {
  const moment = useMoment(player, 2);
  const [saved, setSaved] = useState<string | null>(null);
  const frames = (moment?.frame ?? -1) + 1;
  const save = async (): Promise<void> => {
    const { name, frames: kept, text } = await player.recording();
    if (kept === 0) return;
    download(name, text);
    setSaved(name);
  };
  return (
    <section class="card stack record">
      <h2>Record</h2>
      <p class="soft">
        {frames === 0 ? 'Nothing done yet' : `${frames} frames done`}: everything you do is kept, until you
        begin again.
      </p>
      <button type="button" disabled={frames === 0} onClick={() => void save()}>
        Save what was done
      </button>
      {saved !== null && (
        <>
          <p class="soft" role="status">
            Saved as {saved}. This makes it an episode, to the same bit:
          </p>
          <Command key={saved} text={`npx worldwright generate ${scene} --actions ${saved} --out mine`} />
        </>
      )}
    </section>
  );
}

/** A command to type, and a button that copies it. */
function Command({ text }: { readonly text: string }) {
  const [words, setWords] = useState('Copy');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setWords('Copied');
    } catch {
      setWords('Mark and copy it by hand');
    }
  };
  return (
    <>
      <code class="command">{text}</code>
      <button type="button" onClick={() => void copy()}>
        {words}
      </button>
    </>
  );
}
