package palimpsest.learning;

import palimpsest.network.Network;

/**
 * The parts of a run that its strategy may use.
 *
 * @param network the network, and through it the workspace
 * @param random the run's random streams
 * @param observer notified of Fisher matrices
 * @param classes the tasks and the labels of images
 */
public record StrategyContext(
    Network network, RandomStreams random, FisherObserver observer, LearnedClasses classes) {}
