// The register of selection models: a declaration and a row for each.
#include "steelyard/bias/selection.h"

namespace steelyard {

namespace selection {
extern const SelectionModel step_function, beta, half_normal, negative_exponential, logistic, power,
    negative_exponential_power;
}

namespace {

const SelectionModel* const rows[] = {
    &selection::step_function,
    &selection::beta,
    &selection::half_normal,
    &selection::negative_exponential,
    &selection::logistic,
    &selection::power,
    &selection::negative_exponential_power,
};

}  // namespace

std::span<const SelectionModel* const> selection_models() {
  return rows;
}

}  // namespace steelyard
