// Weights of Vevea and Woods: selection supposed beforehand, for sensitivity analyses.
#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

// vevea2005, table 1
constexpr double steps[] = {0.005, 0.01, 0.05, 0.10, 0.25, 0.35, 0.50,
                            0.65,  0.75, 0.90, 0.95, 0.99, 0.995};
constexpr double moderate_one[] = {1,    0.99, 0.95, 0.80, 0.75, 0.65, 0.60,
                                   0.55, 0.50, 0.50, 0.50, 0.50, 0.50, 0.50};
constexpr double severe_one[] = {1,    0.99, 0.90, 0.75, 0.60, 0.50, 0.40,
                                 0.35, 0.30, 0.25, 0.10, 0.10, 0.10, 0.10};
constexpr double moderate_two[] = {1,    0.99, 0.95, 0.90, 0.80, 0.75, 0.60,
                                   0.60, 0.75, 0.80, 0.90, 0.95, 0.99, 1};
constexpr double severe_two[] = {1,    0.99, 0.90, 0.75, 0.60, 0.50, 0.25,
                                 0.25, 0.50, 0.60, 0.75, 0.90, 0.99, 1};

constexpr SelectionWeights sets[] = {
    {"moderate-one-tailed", "moderate one-tailed selection", "vevea2005", steps, moderate_one},
    {"severe-one-tailed",   "severe one-tailed selection",   "vevea2005", steps, severe_one  },
    {"moderate-two-tailed", "moderate two-tailed selection", "vevea2005", steps, moderate_two},
    {"severe-two-tailed",   "severe two-tailed selection",   "vevea2005", steps, severe_two  },
};

}  // namespace

std::span<const SelectionWeights> selection_weights() {
  return sets;
}

}  // namespace steelyard
