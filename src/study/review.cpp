// Look-ups in a review.
#include "steelyard/study/review.h"

namespace steelyard {

const Outcome* Review::outcome(std::string_view id) const {
  for (const Outcome& each : outcomes)
    if (each.id == id) return &each;
  return nullptr;
}

const AnalysisRequest* Review::analysis(std::string_view id) const {
  for (const AnalysisRequest& each : analyses)
    if (each.id == id) return &each;
  return nullptr;
}

}  // namespace steelyard
