import { type Phrasings, phrasings } from './phrase.ts';

/** How each kind of fact is said. Slots are filled by who tells it; `check/` reads all of it back. */
export const PHRASINGS = {
  subject: phrasings(
    '(there is|the view shows|we see|the picture shows|the video shows|in view is|one sees|to be seen is|the frame holds|the frame shows|the camera shows|the scene has) {closed} {place}',
    '{closed} is (seen|visible|shown|in view) {place}',
    '{place} (there is|is|one sees|we see) {open}',
  ),
  subjects: phrasings(
    '(there are|the view shows|we see|the picture shows|the video shows|in view are|one sees) {many}',
    '{many} are (seen|visible|shown|in view|there)',
    '(the scene has|the scene holds|visible are|shown are|to be seen are|the frame holds|the frame shows|the camera shows) {many}',
  ),
  others: phrasings(
    '(also|likewise) (visible|in view|shown|seen|there) {are} {many}',
    '(there {are} also|the view also shows|we also see|the picture also shows|the video also shows) {many}',
    '(beside that|besides|in addition), (there {are}|the view shows|we see|one sees) {many}',
  ),
  size: phrasings(
    ', (about|around|roughly|some|close to) {length} (long|in length)',
    ', measuring (about|around|roughly|some|close to) {length} (at its longest|along its longest side)',
  ),
  height: phrasings(
    ', (about|around|roughly|some|close to) {length} (tall|high|in height)',
    ', standing (about|around|roughly|some|close to) {length} tall',
  ),
  width: phrasings(
    ', (about|around|roughly|some|close to) {length} (across|wide|in diameter)',
    ', measuring (about|around|roughly|some|close to) {length} across',
  ),
  left: phrasings(
    '(on|at|to|towards) the left( of the picture| of the frame| of the view| side|)',
    '(in|within) the left part of the (picture|frame|view)',
  ),
  right: phrasings(
    '(on|at|to|towards) the right( of the picture| of the frame| of the view| side|)',
    '(in|within) the right part of the (picture|frame|view)',
  ),
  middle: phrasings(
    '(in|near|around|close to) the (middle|centre)( of the picture| of the frame| of the view|)',
  ),
  when: phrasings(
    'from {start} to {end} seconds',
    'between {start} and {end} seconds',
    'from second {start} to second {end}',
  ),
  moment: phrasings(
    'at {start} seconds',
    'at about {start} seconds',
    'after {start} seconds',
    'at second {start}',
    'some {start} seconds in',
  ),
  whole: phrasings(
    '(throughout|the whole time|all the while|from beginning to end|all along)',
    '(during|over|in) the whole (clip|video)',
  ),
  shift: phrasings(
    '{when}, {thing} (moves|travels|goes|heads|makes its way|shifts) {ways}{speed}',
    '{thing} (moves|travels|goes|heads|makes its way|shifts) {ways} {when}{speed}',
  ),
  sink: phrasings(
    '{when}, {thing} (descends|goes down|comes down|moves down){ways}{speed}',
    '{thing} (descends|goes down|comes down|moves down){ways} {when}{speed}',
  ),
  fall: phrasings(
    '{when}, {thing} (falls|drops|plunges|falls down|drops down){ways}{speed}',
    '{thing} (falls|drops|plunges|falls down|drops down){ways} {when}{speed}',
  ),
  rise: phrasings(
    '{when}, {thing} (rises|climbs|goes up|ascends|comes up|moves up){ways}{speed}',
    '{thing} (rises|climbs|goes up|ascends|comes up|moves up){ways} {when}{speed}',
  ),
  bounce: phrasings(', (bouncing on the way|bouncing as it goes|with a bounce on the way)'),
  speed: phrasings(
    ', (reaching|getting to|at up to|at no more than|at speeds of up to) (about|around|roughly|some) {number} (metres per second|m/s)',
  ),
  swing_level: phrasings(
    '{when}, {thing} (swings|moves|goes|travels) (back and forth|to and fro)',
    '{thing} (swings|moves|goes|travels) (back and forth|to and fro) {when}',
  ),
  swing_upright: phrasings(
    '{when}, {thing} (moves|goes|travels|bobs|bounces) up and down( again and again|)',
    '{thing} (moves|goes|travels|bobs|bounces) up and down( again and again|) {when}',
  ),
  topple: phrasings(
    '{when}, {thing} (topples|topples over|tips over|falls over|keels over|overturns)',
    '{thing} (topples|topples over|tips over|falls over|keels over|overturns) {when}',
  ),
  rest: phrasings(
    '{when}, {thing} (stays still|does not move|remains at rest|stays in place|keeps its place|rests where it is)',
    '{thing} (stays still|does not move|remains at rest|stays in place|keeps its place|rests where it is) {when}',
  ),
  rest_together: phrasings(
    '{when}, {thing} (stay still|do not move|remain at rest|stay in place|keep their places|rest where they are)',
    '{thing} (stay still|do not move|remain at rest|stay in place|keep their places|rest where they are) {when}',
  ),
  present: phrasings(
    '{when}, {thing} (can be seen|is to be seen|remains visible|stays in view)',
    '{thing} (can be seen|is to be seen|remains visible|stays in view) {when}',
  ),
  hit: phrasings(
    '{when}, {thing} (hits|strikes|bumps into|collides with|runs into|knocks into) {other}',
    '{thing} (hits|strikes|bumps into|collides with|runs into|knocks into) {other} {when}',
  ),
  touch: phrasings(
    '{when}, {thing} (touches|comes into contact with|makes contact with|meets|comes to touch|gets in touch with) {other}',
    '{thing} (touches|comes into contact with|makes contact with|meets|comes to touch|gets in touch with) {other} {when}',
  ),
  near_miss: phrasings(
    '{when}, {thing} (narrowly misses|barely misses|only just misses|just avoids|barely avoids) {other}',
    '{thing} (narrowly misses|barely misses|only just misses|just avoids|barely avoids) {other} {when}',
  ),
  appear: phrasings(
    '{when}, {thing} (comes into view|appears|comes into sight|becomes visible|enters the view)',
    '{thing} (comes into view|appears|comes into sight|becomes visible|enters the view) {when}',
  ),
  leave: phrasings(
    '{when}, {thing} (goes out of view|goes out of sight|leaves the view|is seen no more|is lost from view)',
    '{thing} (goes out of view|goes out of sight|leaves the view|is seen no more|is lost from view) {when}',
  ),
  success: phrasings(
    '{when}, the (task|attempt|goal) is (accomplished|achieved|completed|fulfilled|brought to success)',
    'the (task|attempt|goal) is (accomplished|achieved|completed|fulfilled|brought to success) {when}',
  ),
  failure: phrasings(
    '{when}, the (task|attempt) (fails|has failed|comes to nothing|is failed|ends in failure)',
    'the (task|attempt) (fails|has failed|comes to nothing|is failed|ends in failure) {when}',
  ),
} as const satisfies Readonly<Record<string, Phrasings>>;
