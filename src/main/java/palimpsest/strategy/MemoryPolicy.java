package palimpsest.strategy;

import java.util.random.RandomGenerator;
import palimpsest.learning.LearnedClasses;
import palimpsest.setting.Named;

/** The rules by which a memory decides which of the images that it is offered it keeps. */
enum MemoryPolicy implements Named {
  /** Every image ever offered has the same chance to be kept (Vitter, 1985, Algorithm R). */
  RESERVOIR("reservoir", "Reservoir", "Every image ever offered has the same chance to be kept.") {
    @Override
    int groups(LearnedClasses classes, int outputs) {
      return 1;
    }

    @Override
    int group(LearnedClasses classes, int image) {
      return 0;
    }

    @Override
    int slot(Slots slots, int group, RandomGenerator random) {
      if (slots.size() < slots.capacity()) {
        return slots.size();
      }
      long place = random.nextLong(slots.offered(group));
      return place < slots.capacity() ? (int) place : -1;
    }
  },

  /** Classes have equal shares as far as the stream allows (Chrysakis and Moens, 2020). */
  BALANCED(
      "balanced",
      "Class-balanced",
      "Classes have equal shares: an image takes the place of one of the class that has most.") {
    @Override
    int groups(LearnedClasses classes, int outputs) {
      return outputs;
    }

    @Override
    int group(LearnedClasses classes, int image) {
      return classes.label(image);
    }

    @Override
    int slot(Slots slots, int group, RandomGenerator random) {
      if (slots.size() < slots.capacity()) {
        return slots.size();
      }
      int largest = slots.largestGroup();
      int own = slots.count(group);
      if (own < slots.count(largest)) {
        return slots.member(largest, random.nextInt(slots.count(largest)));
      }
      return random.nextLong(slots.offered(group)) < own
          ? slots.member(group, random.nextInt(own))
          : -1;
    }
  },

  /** The latest images of each class, in rings of equal size (Lopez-Paz and Ranzato, 2017). */
  RING("ring", "Ring per class", "The latest images of each class, as many of one as of another.") {
    @Override
    int groups(LearnedClasses classes, int outputs) {
      return outputs;
    }

    @Override
    int group(LearnedClasses classes, int image) {
      return classes.label(image);
    }

    @Override
    int slot(Slots slots, int group, RandomGenerator random) {
      int quota = share(slots.capacity(), slots.groups(), group);
      if (slots.count(group) < quota) {
        return slots.size();
      }
      return quota == 0
          ? -1
          : slots.member(group, Math.toIntExact((slots.offered(group) - 1) % quota));
    }
  },

  /** The first images of each task, as many of one as of another. */
  QUOTA(
      "quota",
      "First of each task",
      "The first images of each task, as many of one as of another.") {
    @Override
    int groups(LearnedClasses classes, int outputs) {
      return classes.tasks();
    }

    @Override
    int group(LearnedClasses classes, int image) {
      return classes.task(image);
    }

    @Override
    int slot(Slots slots, int group, RandomGenerator random) {
      return slots.count(group) < share(slots.capacity(), slots.groups(), group)
          ? slots.size()
          : -1;
    }
  };

  /** The images of a memory as a policy sees them. */
  interface Slots {

    /** The most images that it holds. */
    int capacity();

    /** Images that it holds. */
    int size();

    /** Number of groups. */
    int groups();

    /** Images of a group that were ever offered, with the one being offered. */
    long offered(int group);

    /** Images of a group that it holds. */
    int count(int group);

    /** The group of which it holds most; of several the first. */
    default int largestGroup() {
      int largest = 0;
      for (int group = 1; group < groups(); group++) {
        if (count(group) > count(largest)) {
          largest = group;
        }
      }
      return largest;
    }

    /** The slot of a group's n-th image, in the order of slots. */
    int member(int group, int n);
  }

  private final String key;
  private final String label;
  private final String help;

  MemoryPolicy(String key, String label, String help) {
    this.key = key;
    this.label = label;
    this.help = help;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String help() {
    return help;
  }

  /** Number of groups of images that it tells apart. */
  abstract int groups(LearnedClasses classes, int outputs);

  /** The group of an image. */
  abstract int group(LearnedClasses classes, int image);

  /** The most images of a group that are held at once. */
  int most(int capacity, int groups, int group) {
    return this == RING || this == QUOTA ? share(capacity, groups, group) : capacity;
  }

  /** Whether the memory fills up before anything is left out. */
  boolean isFilled() {
    return this == RESERVOIR || this == BALANCED;
  }

  /** An equal share of a capacity; the first groups have one more where it does not divide. */
  private static int share(int capacity, int groups, int group) {
    return capacity / groups + (group < capacity % groups ? 1 : 0);
  }

  /** The slot that an image of a group gets: a new one, one whose image goes, or −1 for none. */
  abstract int slot(Slots slots, int group, RandomGenerator random);
}
