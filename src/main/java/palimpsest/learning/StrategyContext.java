package palimpsest.learning;

import palimpsest.network.Network;

/**
 * What a strategy's parts may use of the run that they belong to.
 *
 * @param network the network, and through it the workspace
 * @param random the run's random streams
 * @param observer told of Fisher matrices
 */
public record StrategyContext(Network network, RandomStreams random, FisherObserver observer) {}
