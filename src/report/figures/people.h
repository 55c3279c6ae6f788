// Icon arrays: the same hundred people with and without the treatment.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// One array of a hundred people as a figure under its heading line.
///
/// `sure` people are solid up to the lower end, lighter up to the estimate, outlined up to the
/// upper end. Without a range all up to the estimate are solid.
struct PeoplePanel {
  std::string title;         ///< "Without the treatment: 83 of 100"
  double estimate = 0;       ///< of 100
  std::optional<double> low, high;
  std::string alt;
  bool treated = false;      ///< picks the colour
};

/// The panels side by side.
Block people_columns(const SectionContext& context, const std::vector<PeoplePanel>& panels);

}  // namespace steelyard
