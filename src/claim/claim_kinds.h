// What kind of claim it is, in the words of its record.
#pragma once
#include "steelyard/base/one_of.h"
#include "steelyard/study/claim.h"

namespace steelyard {

inline bool about_effect(const Claim& claim) {
  return is_one_of(claim.type, {"response_proportion", "comparative", "efficacy_vague", "durability"});
}
inline bool about_safety(const Claim& claim) {
  return is_one_of(claim.type, {"safety_zero", "safety_rate"});
}
inline bool has_share(const Claim& claim) {
  return claim.n && (claim.events || !claim.percent_text.empty());
}

}  // namespace steelyard
