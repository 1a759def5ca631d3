"""The columns of every table that people and scripts rely on, in the order in which they are written.

Changing one is a change of contract: it needs a note in CHANGELOG.md.
"""

from __future__ import annotations

from typing import Final

TABLES: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(columns.split())
    for name, columns in {
        "documents": "document_id path outlet outlet_source title author date date_source url language story_id wire_agency"
        " duplicate_of characters words sentences quoted_words boilerplate_characters",
        "refused": "path record reason",
        "boilerplate": "document_id start end kind text rule",
        "sentences": "document_id sentence start end",
        "mentions": "document_id start end text type kind entity_id",
        "entities": "entity_id name type aliases mentions documents outlets",
        "entity_names": "entity_id name mentions documents outlets reason",
        "entity_links": "entity_id linked_entity_id kind reason",
        "prominence": "document_id entity_id mentions in_headline in_lead first_position prominence mention_share"
        " sentence_share subject_share",
        "quotes": "quote_id document_id kind start end text speaker speaker_start speaker_end speaker_entity_id cue"
        " cue_start cue_end cue_class relay relay_start relay_end relay_entity_id within source",
        "quotation_marks": "document_id start end text problem",
        "voices": "entity_id speaker outlet quotes quoted_words share share_low share_high speaker_id kind documents"
        " share_of_quotes share_of_quotes_low share_of_quotes_high mentions articles articles_with_quotes outlet_quotes"
        " outlet_quoted_words speech",
        "labels": "entity_id document_id outlet start end label relation in_quote",
        "word_pairs": "pair word_a word_b outlet count_a count_b articles words share_a low high ratio ratio_low ratio_high",
        "stories": "story_id document_id title",
        "duplicates": "document_id_a document_id_b kind containment_a containment_b jaccard",
        "passages": "group_id story_id kind document_id start end text similarity outlet in_quote speaker_id conflicts reason",
        "coverage": "group_id story_id outlet covered nearest_document_id nearest_start nearest_end nearest_similarity"
        " kind name place articles articles_in_story",
        "frames": "document_id outlet codebook frame hits per_1000 score suggested accepted rejected open basis code",
        "frame_evidence": "document_id frame start end text entry in_quote negated verdict codebook source place similarity"
        " why counted",
        "frames_by_outlet": "frame outlet hits per_1000 low high articles words accepted open basis articles_with share"
        " share_low share_high",
        "frame_differences": "frame outlet_a outlet_b hits_a hits_b per_1000_a per_1000_b difference low high articles_a"
        " articles_b",
        "frame_entries": "codebook frame entry hits documents judged accepted precision low high weight item",
        "frame_learning": "codebook frame articles coded_yes coded_no precision precision_low precision_high recall"
        " recall_low recall_high f1 threshold",
        "frame_suggestions": "document_id outlet codebook frame probability suggested code",
        "word_choice": "list word outlet count per_1000 low high documents articles words",
        "terms": "outlet term count per_1000 low high documents dp_norm",
        "tf_idf": "by part term tf_idf idf count documents articles all_documents all_articles",
        "lexical_diversity": "outlet measure value low high articles words sample_words samples",
        "keyness": "outlet term count reference_count per_1000 reference_per_1000 g2 log_ratio log_ratio_low"
        " log_ratio_high lrc log_odds_z p_documents documents reference_documents dp_norm percent_difference p_adjusted"
        " articles reference_articles words reference_words",
        "shared_terms": "term count per_1000 documents outlets widest_outlet widest_log_ratio low high words",
        "collocates": "node outlet collocate count expected log_dice mi mi3 t g2 npmi dice delta_p_collocate delta_p_node low"
        " high documents left_count right_count node_count collocate_count window_words words",
        "timeline": "term outlet step step_end count per_1000 low high documents articles words share share_low share_high",
        "dispersion": "outlet term count documents articles words range dp dp_norm juilland_d carroll_d2 rosengren_s"
        " kl_divergence",
        "kwic": "document_id outlet date start end left node right",
    }.items()
}
"""Column names by table. ``texts.jsonl`` (document_id, text) is the one contract file that is not a table."""
