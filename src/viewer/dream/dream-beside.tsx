import { createPortal } from 'preact/compat';
import { useMemo, useRef, useState } from 'preact/hooks';
import { idleAction } from '../../core/spec-actions.ts';
import { actionSpec } from '../../physics/robots/robot-controller.ts';
import { expertOf } from '../../simulator/policies/experts.ts';
import { namedPolicy, POLICY_NAMES } from '../../simulator/policies/named-policy.ts';
import { patchAddress } from '../address.ts';
import { driveMap } from '../play/drive/drive-map.ts';
import { DrivePanel } from '../play/drive/drive-panel.tsx';
import { useDrive } from '../play/drive/use-drive.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { DreamCurves } from './dream-curves.tsx';
import { DreamFacts } from './dream-facts.tsx';
import { DreamPanel } from './dream-panel.tsx';
import { DreamTransport } from './dream-transport.tsx';
import { DreamViews } from './dream-views.tsx';
import { type DreamControls, type DreamRequest, useDreamRun } from './use-dream-run.ts';
import { usePictures } from './use-pictures.ts';

type DreamBesideProps = {
  readonly request: DreamRequest;
  readonly params: Readonly<Record<string, string>>;
  /** Frames after which the dream is the truth again; 0 = never. */
  readonly every: number;
  /** Where the panels stand. */
  readonly side: HTMLElement;
};

/** Whoever acts: a person who drives, else the policy, else nobody moves. */
function useActor({ played }: DreamRequest, driver: string) {
  const { episode } = played;
  const spec = useMemo(() => actionSpec(episode), [episode]);
  const map = useMemo(() => (spec === null ? null : driveMap(spec)), [spec]);
  const policy = useMemo(
    () => (spec === null ? null : namedPolicy(driver)(episode)),
    [episode, spec, driver],
  );
  const driven = useRef<readonly number[] | null>(null);
  const drive = useDrive(map, (action) => {
    driven.current = action;
  });
  const act: DreamControls['act'] = (frame, state) => {
    if (spec === null) return null;
    if (driven.current !== null) return Float32Array.from(driven.current);
    return policy?.(frame, state).slice() ?? idleAction(spec);
  };
  return { map, drive, act };
}

/** Simulator and dream beside each other: one set of keys drives both. */
export function DreamBeside({ request, params, every, side }: DreamBesideProps) {
  const { played, stage, seed, fit, dream } = request;
  // Who can do the scene's task shows best what it is about.
  const likely = useMemo(() => (expertOf(played.episode) === null ? 'mixed' : 'expert'), [played]);
  const driver = POLICY_NAMES.find((name) => name === params['driver']) ?? likely;
  const { map, drive, act } = useActor(request, driver);
  const pictures = usePictures(fit.width, fit.height);
  const [plays, setPlays] = useState(params['paused'] === undefined);
  const [speed, setSpeed] = useState(1);
  const [again, setAgain] = useState(0);
  const controls = useRef<DreamControls>(null);
  controls.current = {
    ...{ act, every, speed: plays ? speed : 0 },
    onFrame: ({ truth, dreamt }) => pictures.show(truth.rgb, dreamt?.rgb ?? null),
  };
  const { run, progress, error } = useDreamRun(request, controls, again);
  const play = (next: boolean, at = speed): void => {
    setPlays(next);
    setSpeed(at);
    run.current?.run(next ? at : 0);
  };
  return (
    <>
      <DreamTransport
        {...{ plays, speed, seed }}
        onPlay={play}
        onSpeed={(next) => play(plays, next)}
        onStep={() => {
          setPlays(false);
          run.current?.step();
        }}
        onWake={() => {
          run.current?.wake();
          pictures.wake();
        }}
        onRestart={() => setAgain(again + 1)}
        onSeed={(next) => patchAddress({ seed: next })}
      />
      {error !== null && <ErrorCard error={error} />}
      <DreamViews pictures={pictures} truthWords={stage.words} dreamWords={dream.runs} />
      <DreamFacts progress={progress} dream={dream} />
      <DreamCurves rows={progress.rows} model={dream.contract.name} />
      {createPortal(
        <>
          <DreamPanel {...{ played, fit, every }} contract={dream.contract} />
          {map !== null && (
            <DrivePanel
              {...{ map, drive, driver }}
              drivers={POLICY_NAMES}
              onDriver={(name) => patchAddress({ driver: name })}
            />
          )}
        </>,
        side,
      )}
    </>
  );
}
