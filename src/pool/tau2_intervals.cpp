// The register of intervals for τ², τ, I² and H².
#include "steelyard/pool/method.h"

namespace steelyard {

namespace tau2_interval {
extern const Tau2Interval q_profile;
extern const Tau2Interval generalised_q;
extern const Tau2Interval jackson;
extern const Tau2Interval biggerstaff_jackson;
extern const Tau2Interval profile_likelihood;
extern const Tau2Interval profile_restricted_likelihood;
extern const Tau2Interval higgins_thompson;
extern const Tau2Interval higgins_thompson_tau2;
}  // namespace tau2_interval

namespace {

constexpr const Tau2Interval* rows[] = {
    &tau2_interval::q_profile,
    &tau2_interval::generalised_q,
    &tau2_interval::jackson,
    &tau2_interval::biggerstaff_jackson,
    &tau2_interval::profile_likelihood,
    &tau2_interval::profile_restricted_likelihood,
    &tau2_interval::higgins_thompson,
    &tau2_interval::higgins_thompson_tau2,
};

}  // namespace

std::span<const Tau2Interval* const> tau2_intervals() {
  return rows;
}

}  // namespace steelyard
