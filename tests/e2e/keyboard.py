# SPDX-License-Identifier: GPL-3.0-or-later
"""The app as somebody has it who works with keyboard and screen reader: what has the focus, what is said.

Walk.round() goes once round a window, a dialog or a popover with Tab and back with Shift+Tab; Walk.through()
from the first stop of a page to the last. Both say in words what is wrong: a stop without a name, a trap, an
order that jumps, a control that no key reaches.
"""
import subprocess
import time

from gi.repository import Atspi, GLib
import rehearsal
from rehearsal import Failed, for_xdotool, name_of, wait_for

# Where arrow keys go on, and which: Tab stops at one of theirs.
ALONG, DOWN = ('Right', 'Left'), ('Down', 'Up')
ARROWS = {'page tab list': ALONG, 'grouping': ALONG, 'panel': ALONG, 'radio group': DOWN, 'list': DOWN,
          'list box': DOWN, 'tree table': DOWN, 'menu': DOWN}
# What holds controls, and may be given the focus when there is none of them; a label has it from the pointer.
HOLDERS = {'label', 'panel', 'scroll pane', 'list', 'list box', 'grouping', 'frame', 'filler', 'viewport', 'dialog', 'alert'}
# Extents are off by the padding of what is around them.
SLACK = 14
# Events that a key with a modifier is, twice over.
TURNS = 8


class Ear(rehearsal.Ear):
    """Hears besides where the focus goes, and presses the keys."""

    def __init__(self, env):
        super().__init__()
        self.focused = None
        self.moves = 0
        # One that stays: starting one takes longer than the key. What it says comes at once.
        self.fingers = subprocess.Popen(['stdbuf', '-oL', 'xdotool', '-'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=env)
        self.listener.register('object:state-changed:focused')

    def heard(self, event):
        super().heard(event)
        if event.type.startswith('object:state-changed:focused') and event.detail1:
            self.focused = event.source
            self.moves += 1

    def press(self, key, patience=2):
        """Presses a key that moves the focus; gives what has it then, None where it stays. Without patience that is
        said as soon as the app has had the key."""
        before = self.listen().moves
        self.fingers.stdin.write(f'key --delay 0 {for_xdotool(key)}\ngetdisplaygeometry\n')
        self.fingers.stdin.flush()
        self.fingers.stdout.readline()  # the display has handed on all that was before this
        self._ask(TURNS)
        try:
            wait_for('the focus to move', lambda: self.listen().moves > before, patience)
        except Failed:
            self._ask(TURNS)  # it may have stood still all that time
            if self.listen().moves == before:
                return None
        return self.settled()

    def _ask(self, times):
        """With each answer, whatever it is, the app has had one event more."""
        for _ in range(times if self.focused else 0):
            try:
                place_of(self.focused)
            except GLib.Error:
                pass

    def settled(self):
        """What has the focus when all is heard that was said before the app's next answer."""
        moves = None
        while moves != self.moves:
            moves = self.moves
            self._ask(1)
            self.listen()
        return self.focused

    def close(self):
        self.fingers.stdin.close()
        self.fingers.wait()


def is_in(node, scope):
    while node and node != scope:
        node = node.get_parent()
    return node is not None


def is_there(node):
    """A toast goes by itself, and a list drops rows."""
    try:
        return node.get_parent() is not None
    except GLib.Error:
        return False


def is_shown(node):
    """A page that slides out as the walk begins is there for a moment."""
    try:
        return has(node, Atspi.StateType.SHOWING)
    except GLib.Error:
        return False


def has(node, *kinds):
    held = node.get_state_set()
    return all(held.contains(kind) for kind in kinds)


def words(node):
    return f'{node.get_role_name()} {name_of(node)!r}'


def place_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def is_onward(a, b, looks):
    """Whether b is where one reads on after a: right of it, below it, or in it. A page scrolls to what has the
    focus, but only with its next frame: it is looked at some times."""
    for _ in range(looks):
        first, second, again = place_of(a), place_of(b), place_of(a)
        if (first.x, first.y) == (again.x, again.y) and (
                second.x >= first.x + first.width - SLACK or second.y >= first.y + first.height - SLACK
                or (second.x >= first.x - SLACK and second.y >= first.y - SLACK)):
            return True
        time.sleep(0.02)
    return False


class Walk:
    """One walk through the scope. In a hurry it does not wait for a key that may do nothing, nor long for a page
    that scrolls, and may so find faults that are none; a walk without hurry finds those that are."""

    def __init__(self, ear, scope, hurry=True):
        self.ear, self.scope = ear, scope
        self.patience, self.looks = (0, 8) if hurry else (1, 60)
        self.faults = []
        self.parents = {scope: None}
        self._learn(scope)
        self.controls = [node for node in self.parents if self._is_control(node)]

    def _learn(self, node):
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child:
                self.parents[child] = node
                self._learn(child)

    def _around(self, node):
        """What it is in, up to the scope."""
        while node in self.parents:
            node = self.parents[node]
            if node:
                yield node

    def _is_control(self, node):
        """Whether keys should reach it. A list in a combo box is how the toolkit shows the choice, and what
        the buttons of a window do has keys of its own: Escape, or Alt+F4."""
        return (has(node, Atspi.StateType.SHOWING, Atspi.StateType.FOCUSABLE, Atspi.StateType.SENSITIVE)
                and node.get_role_name() not in HOLDERS
                and (node.get_role_name(), node.get_name()) != ('button', 'Close')
                and not any(each.get_role_name() == 'combo box' or not has(each, Atspi.StateType.SENSITIVE)
                            for each in self._around(node)))

    def _is_text_around(self, node, around):
        """The toolkit's, of a status page or a question: its name is said when the focus comes in."""
        return node.get_role_name() == 'scroll pane' and around and around.get_role_name() in ('grouping', 'alert')

    def is_inside(self, node):
        """Also what came after the walk began, such as a row that was scrolled to."""
        above = node
        while above and above not in self.parents:
            above = above.get_parent()
        return above is not None

    def fault(self, text):
        if text not in self.faults:
            self.faults.append(text)

    def _press(self, key):
        """Tab indents a text of several lines, which is left by F6."""
        indents = has(self.ear.listen().focused, Atspi.StateType.MULTI_LINE, Atspi.StateType.EDITABLE)
        return self.ear.press(key.replace('Tab', 'F6') if indents else key)

    def _way(self, key, ends_outside):
        """The stops from where the focus is to where it is again, or until it leaves; and what jumps on the way on."""
        stops, jumps = [self.ear.listen().focused], []
        for _ in range(2 * len(self.controls) + 8):
            stop = self._press(key)
            if stop is None:
                self.fault(f'{key} does not leave {words(stops[-1])}')
                return stops, jumps
            if not self.is_inside(stop):
                if not ends_outside:
                    self.fault(f'{key} leaves for {words(stop)}')
                return stops, jumps
            if key == 'Tab' and not is_onward(stops[-1], stop, self.looks):
                jumps.append(f'a jump from {words(stops[-1])} to {words(stop)}')
            if stop == stops[0]:
                return stops, jumps
            if stop in stops:
                self.fault(f'{key} comes back to {words(stop)}, but not to {words(stops[0])}')
                return stops, []
            stops.append(stop)
        self.fault(f'{key} never comes back to {words(stops[0])}')
        return stops, []

    def _check(self, stops, back):
        self.stops = [stop for stop in stops if is_there(stop)]
        for stop in self.stops:
            if stop not in back:
                self.fault(f'shift+Tab passes by {words(stop)}')
        # A row whose entry or button has the focus in its place is none of them, nor is the switch of a row
        # that has it.
        holding = {each for stop in self.stops for each in self._around(stop)}
        passed = [node for node in self.controls if node not in self.stops and node not in holding and is_shown(node)
                  and not any(each in self.stops and name_of(each) == name_of(node) for each in self._around(node))]
        self._check_names(self.stops + passed)
        self._reach(passed)

    def _check_names(self, nodes):
        for node in nodes:
            around = next((each for each in self._around(node) if name_of(each)), None)
            if not name_of(node) and not self._is_text_around(node, around):
                self.fault(f'no name: {node.get_role_name()} in {words(around) if around else None}')

    def _reach(self, missing):
        """What Tab passes by, arrow keys reach from a neighbour."""
        while missing:
            around, beside = next(((each, stop) for each in self._around(missing[0]) if each.get_role_name() in ARROWS
                                   for stop in self.stops if each in self._around(stop)), (None, None))
            group = [node for node in missing if around and around in self._around(node)] or missing[:1]
            missing = [node for node in missing if node not in group]
            for key in ARROWS[around.get_role_name()] if around else ():
                if group and self._go_to(beside):
                    group = self._along(key, group)
            for node in group:
                self.fault(f'no key reaches {words(node)}')

    def _along(self, key, group):
        """Those of the group that this key does not come by before it goes no further."""
        stuck = 0
        while group and stuck < 2:  # the first arrow key may be lost between X and the toolkit
            now = self.ear.press(key, self.patience)
            stuck = 0 if now in group else stuck + 1
            group = [node for node in group if node != now]
        return group

    def _go_to(self, stop):
        for _ in range(2 * len(self.stops) + 8):
            if self.ear.listen().focused == stop:
                return True
            self._press('Tab')
        return False

    def enter(self):
        """To the first stop in here, from outside or from any other."""
        for key, arrived in (('shift+Tab', lambda: not self.is_inside(self.ear.listen().focused)),
                             ('Tab', lambda: self.is_inside(self.ear.listen().focused))):
            for _ in range(len(self.controls) + 12):
                if arrived():
                    break
                self._press(key)

    def menu(self):
        """Down goes from item to item and comes back to the first."""
        self._check_names(self.controls)
        self.stops = [self.ear.listen().focused]
        for _ in self.controls:
            stop = self.ear.press('Down')
            if stop is None or stop == self.stops[0]:
                break
            self.stops.append(stop)
        for node in self.controls:
            if node not in self.stops:
                self.fault(f'no key reaches {words(node)}')
        return self.faults

    def round(self):
        """The focus goes round in here, and cannot leave. From the last stop back to the first is the one way
        back there is."""
        self.ear.press('Tab')  # it may have begun where it was left, such as at a tab of many
        stops, jumps = self._way('Tab', False)
        if len(jumps) > 1:
            self.faults += jumps
        self._check(stops, self._way('shift+Tab', False)[0])
        return self.faults

    def through(self):
        """From the first stop in here on, until the focus leaves after the last one."""
        self.enter()
        stops, jumps = self._way('Tab', True)
        self.faults += jumps
        self.ear.press('shift+Tab')
        self._check(stops, self._way('shift+Tab', True)[0])
        return self.faults
