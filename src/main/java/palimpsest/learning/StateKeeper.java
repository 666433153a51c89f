package palimpsest.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.learning.state.SavedState;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.tensor.Precision;

/** Saves and loads the states of the optimizer and of a strategy's parts, whatever they are. */
final class StateKeeper {

  private final Precision precision;
  private final List<Stateful> owners = new ArrayList<>();

  StateKeeper(Precision precision, Optimizer optimizer, List<Part> parts) {
    this.precision = precision;
    owners.add(optimizer);
    for (Part part : parts) {
      if (part instanceof Stateful stateful) {
        owners.add(stateful);
      }
    }
    if (owners.stream().map(Stateful::stateName).distinct().count() < owners.size()) {
      throw new IllegalStateException("two parts have one name in a checkpoint");
    }
  }

  SequencedMap<String, SavedState> save() {
    SequencedMap<String, SavedState> states = new LinkedHashMap<>();
    owners.forEach(owner -> states.put(owner.stateName(), StateWriter.written(owner::save)));
    return states;
  }

  /**
   * Makes sure that every part finds its state, and that there is no other. Blank ones do not
   * count: checkpoints of older formats have them for parts that their runs had not.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  void check(Map<String, SavedState> states, int tasksLearned, long imagesSeen) {
    for (Stateful owner : owners) {
      StateReader reader = reader(states, owner, tasksLearned, imagesSeen);
      owner.check(reader);
      reader.requireAllRead();
    }
    Set<String> others = new LinkedHashSet<>();
    states.forEach((name, state) -> {
      if (!state.isBlank()) {
        others.add(name);
      }
    });
    owners.forEach(owner -> others.remove(owner.stateName()));
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "it holds the state of %s, which the run does not have".formatted(others));
    }
  }

  void load(Map<String, SavedState> states, int tasksLearned, long imagesSeen) {
    owners.forEach(owner -> owner.load(reader(states, owner, tasksLearned, imagesSeen)));
  }

  private StateReader reader(
      Map<String, SavedState> states, Stateful owner, int tasksLearned, long imagesSeen) {
    SavedState state = states.get(owner.stateName());
    if (state == null) {
      throw new IllegalArgumentException("it lacks the state of " + owner.stateName());
    }
    return new StateReader("its " + owner.stateName(), state, precision, tasksLearned, imagesSeen);
  }
}
