// Icon arrays: the same number of people with and without the treatment.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// One array as a figure with its line below it, so that arrays side by side start level.
///
/// People are solid up to the lower end, lighter up to the estimate, outlined up to the
/// upper end. Without a range all up to the estimate are solid.
struct PeoplePanel {
  std::string title;         ///< "Without the treatment: 83 of 100"
  double estimate = 0;       ///< of `people`
  std::optional<double> low, high;
  std::string alt;
  bool treated = false;      ///< picks the colour
  bool elsewhere = false;    ///< people of other trials: a hue of their own
};

/// The panels side by side, each of 10 to 1000 people.
Block people_columns(const SectionContext& context, const std::vector<PeoplePanel>& panels,
                     double people);

}  // namespace steelyard
