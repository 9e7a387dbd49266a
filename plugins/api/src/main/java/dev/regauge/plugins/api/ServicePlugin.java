package dev.regauge.plugins.api;

/** Adds services and topics of the platform: objects of kind Service or Topic. */
public interface ServicePlugin extends SpecProvider {}
