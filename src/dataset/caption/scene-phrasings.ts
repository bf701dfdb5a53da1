import { type Phrasings, phrasings } from './phrase.ts';

/** How the scene around what happens is said, alike. */
export const SCENE_PHRASINGS = {
  setting: phrasings(
    '(the scene is set on|everything takes place on|it all takes place on|the scene takes place on|the setting is|below is) {floor}{fixtures}{behind}',
    '{floor} (fills the scene|lies below|carries the scene){fixtures}{behind}',
  ),
  plain: phrasings(
    '(the scene shows|around it are|the surroundings are|the setting shows|the surroundings show){fixtures}{behind}',
  ),
  fixtures: phrasings(
    ', (with|along with|together with) {list}( in view| in sight| around| standing there|)',
    ', (where there {are}|where one sees|where we see|which holds) {list}( too| as well|)',
  ),
  behind: phrasings(
    ' (before|against|in front of) a {color} (background|backdrop)',
    ', (and|while) the (background|backdrop) (is|looks) {color}',
    ', (and|while) (behind|beyond) it all is a {color} (background|backdrop)',
  ),
  still: phrasings(
    '(the camera|the view|the viewpoint) (is fixed|stays still|does not move|stays where it is|remains in place)',
    'a (static|fixed|stationary) camera (films|watches|records|shows) the scene',
  ),
  shaking: phrasings(
    '(the camera|the view|the viewpoint) (shakes|trembles|sways) (slightly|a little), as if held by hand',
    'a (handheld|hand-held) camera (films|watches|records|shows) the scene',
    'the camera is (handheld|hand-held|held by hand)( and sways slightly| and shakes a little|)',
  ),
  moving: phrasings(
    '(the camera|the viewpoint) (moves|travels|goes|drives|glides|tracks) {toward}( through the scene|)',
    'a (moving|travelling) camera (goes|heads|moves) {toward}',
  ),
  circling: phrasings(
    '(the camera|the viewpoint) (circles|orbits|goes round|goes around|travels around|moves around) (the scene|what it shows|its subject)',
    'an orbiting camera (films|watches|records|shows) the scene',
  ),
  turning: phrasings(
    '(the camera|the viewpoint) (turns|pans|swings|rotates) to the {side}( in place| where it is| on the spot|)',
    'a camera that (turns|pans|swings|rotates) to the {side} (films|watches|records|shows) the scene',
  ),
  overhead: phrasings(
    '(the scene is|it is|everything is) (seen|viewed|filmed|shown) (straight from above|from overhead|from directly above)',
    "(this is|what we see is|we have) (a top-down|an overhead|a bird's-eye) (view|shot)( of the scene|)",
  ),
  high: phrasings(
    '(the scene is|it is|everything is) (seen|viewed|filmed|shown) (from a high angle|from above|from a raised viewpoint)',
    '(this is|what we see is|we have) (a high-angle|a raised|an elevated) (view|shot)( of the scene|)',
  ),
  level: phrasings(
    '(the scene is|it is|everything is) (seen|viewed|filmed|shown) (at eye level|from eye level|from a level viewpoint)',
    '(this is|what we see is|we have) (an eye-level|a level|a straight-on) (view|shot)( of the scene|)',
  ),
  low: phrasings(
    '(the scene is|it is|everything is) (seen|viewed|filmed|shown) (from a low angle|from below|from low down)',
    '(this is|what we see is|we have) (a low-angle|a low) (view|shot)( of the scene|)',
  ),
  wide: phrasings(
    'a (wide|long|full|broad) (shot|view|framing)( of the scene| of everything|)',
    '(the|this) (shot|view) is (wide|a wide one|held wide)',
  ),
  medium: phrasings(
    'a (medium|mid-range|middle-distance|moderately close) (shot|view|framing)( of the scene| of the subject|)',
  ),
  close: phrasings('a (close|close-up|tight|near) (shot|view|framing)( of the scene| of the subject|)'),
  light: phrasings(
    '{tone} light (comes|falls|shines|streams)( in| down|) from the {side}{shadows}',
    '(the scene is|everything is|it is) lit by {tone} light from the {side}{shadows}',
    '(the scene is|everything is|it is) (in|under) {tone} light from the {side}{shadows}',
  ),
  light_above: phrasings(
    '{tone} light (comes|falls|shines|streams) from (above|overhead|high up){shadows}',
    '(the scene is|everything is|it is) (lit by|in|under) {tone} light from (above|overhead|high up){shadows}',
  ),
  lights: phrasings(
    '{tone} light (comes|falls|shines|streams) from several (directions|sides){shadows}',
    '(the scene is|everything is|it is) (lit by|in|under) {tone} light from several (directions|sides){shadows}',
  ),
  light_even: phrasings(
    '(soft|even|diffuse) light (comes|falls) from all (sides|around)',
    '(the scene is|everything is|it is) (lit evenly|evenly lit|in even light|under even light) from all (sides|around)',
  ),
  shadows: phrasings(
    ', (casting|throwing) (shadows|clear shadows)',
    ', and (shadows are cast|bodies cast shadows|things cast shadows|there are shadows)',
  ),
  aesthetics: phrasings(
    '(a|this is a) (clean|plain|simple) (computer-generated|rendered|simulated) (scene|video) with (simulated physics|physics-true motion|motion by the laws of physics){effects}',
  ),
} as const satisfies Readonly<Record<string, Phrasings>>;
