// A review folder that a test writes, reads and analyses.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace review_folder {

namespace fs = std::filesystem;

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("steelyard-vector-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// What the program makes of the folder; it must read without an error.
inline steelyard::Findings findings_of(const Folder& folder) {
  steelyard::Checked<steelyard::Review> review = steelyard::read_review(folder.path());
  INFO(to_text(review.notices));
  REQUIRE_FALSE(has_errors(review.notices));
  return steelyard::analyse(std::move(review.value), std::nullopt);
}

inline const std::string head =
    "title = \"Vector\"\nsearched = 2026-11-01\n[question]\npopulation = \"p\"\n"
    "intervention = \"i\"\ncomparator = \"c\"\n";

// Standard care of the specification's section 3.2; its predictions for 200 people are in 3.3.
inline const std::string three_arms = "study,events,n\nLUNAR,33,72\nBELONG,41,75\nALMS,98,185\n";

inline const std::string claim_titles =
    "id,claimant,claimant_type,commercial_interest,paraphrase,type,asserted_direction,asserted_size,"
    "outcome_defined,events,n,against,scenarios\n";

}  // namespace review_folder
