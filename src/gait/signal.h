// Signals sampled evenly: gaps, outliers, filters, values between the samples.
//
// Missing is NaN everywhere. Rates and frequencies in hertz.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace genu {

/// Values at even times `rate_hz` from the first to the last time, linear between neighbours that are at most
/// `longest_gap_s` apart; NaN in longer holes. Times strictly rising, as many as values. NaN values count as absent.
std::vector<double> resample(std::span<const double> time_s, std::span<const double> values, double rate_hz,
                             double longest_gap_s);

/// Replaces what lies more than `sigmas` robust standard deviations from the median of its window (Hampel's identifier;
/// Pearson 2002, doi 10.1109/87.974338) by NaN. `noise` is the smallest standard deviation that is assumed, so that a
/// still signal has no outliers. Window: `half_window` samples on each side. Returns how many were replaced.
std::size_t remove_outliers(std::vector<double>& values, std::size_t half_window, double sigmas, double noise);

/// Fills runs of NaN of at most `longest` samples with a cubic that meets values and slopes on both sides (Hermite with
/// the slopes of Fritsch and Butland 1984, doi 10.1137/0905021: no overshoot). Holes at the ends stay.
void fill_gaps(std::vector<double>& values, std::size_t longest);

/// Zero-lag fourth-order Butterworth low pass: second order forward and backward, with the design frequency divided by
/// 0.802 (Winter 2009, Biomechanics and Motor Control of Human Movement, 4th ed., section 3.4.4.2). Ends are mirrored
/// about their last value. Each stretch between NaNs is filtered by itself. A design frequency at or above 0.45 times
/// the rate leaves the values as they are. Cost: linear.
std::vector<double> low_pass(std::span<const double> values, double rate_hz, double cutoff_hz);

/// First derivative per second by central differences (one-sided at the ends of each stretch).
std::vector<double> derivative(std::span<const double> values, double rate_hz);

/// Value at a place between samples (0 is the first) by the cubic through the four around it; NaN when one is missing
/// and outside. Near the ends, and where only the outer two are missing, linear.
double value_at(std::span<const double> values, double place);

/// `factor` times as many values: natural cubic splines through each stretch between NaNs, so that first and second
/// derivatives are continuous. Result: (n - 1) * factor + 1 values; place p becomes p * factor. Cost: linear.
std::vector<double> interpolated(std::span<const double> values, std::size_t factor);

/// Place of the extremum near sample `i`, which is the largest (or smallest) of its neighbours, from the parabola
/// through three samples; within half a sample of i. i itself at the ends and beside missing values.
double refine_extremum(std::span<const double> values, std::size_t i);

/// Places of the local maxima that rise at least `prominence` above the higher of the two valleys beside them, at least
/// `spacing` samples apart (the higher one wins). A valley that is cut off by an end or by NaN does not count, so the
/// other one decides. Cost: linear times the number of maxima.
std::vector<std::size_t> maxima(std::span<const double> values, double prominence, std::size_t spacing);

}  // namespace genu
